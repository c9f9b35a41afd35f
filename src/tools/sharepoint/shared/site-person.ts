import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { equal } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { isAddress } from '../../input/email-address.ts';
import { findUser } from '../../input/people/find-user.ts';
import { isMe } from '../../input/people/own-address.ts';
import { directoryUser } from '../../input/people/people-sources.ts';
import { entityOf, itemsOf } from '../../output/graph-data.ts';
import { text, withId } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { unindexed } from './filter/item-filter.ts';
import { searching } from './filter/threshold.ts';
import { listPath, listsPath, MOST_LISTS } from './site-lists.ts';

const anyList = z.object({ id: z.string(), webUrl: text });

/**
 * Returns a function that finds a person's user id on a site. The user id is the number of an item in one of the site's
 * hidden lists. The function returns numbers unchanged.
 */
export function sitePeople(site: string, call: ToolCall): (given: string) => Promise<string> {
  let list: Promise<string> | undefined;
  return async (given) => {
    if (/^\d{1,10}$/.test(given)) return given;
    const properties = await propertiesOf(given, call);
    list ??= peopleList(site, call);
    const items = `${listPath(site, await list)}/items`;
    for (const [field, value] of properties) {
      const filter = [equal(`fields/${field}`, value)];
      const search = call.graph(read(items, { select: ['id'], filter, top: 2 }, { headers: unindexed }));
      // oxlint-disable-next-line no-await-in-loop
      const answer = await searching(search, "Give the person's user id on the site (a number).");
      const [found, other] = itemsOf(answer, withId);
      if (field === 'Title' && other !== undefined)
        throw new ToolError(
          'ambiguous',
          `Several people on the site are called "${cell(given)}". Give the address.`,
        );
      if (found !== undefined) return found.id;
    }
    throw new ToolError(
      'not_found',
      `"${cell(given)}" is not a user of this site yet. SharePoint adds people to a site when they first open it, or when somebody enters them in a form there.`,
    );
  };
}

/**
 * Returns the id of the site's hidden list of people. The list is found by its address, because its name depends on the
 * language of the site.
 */
async function peopleList(site: string, call: ToolCall): Promise<string> {
  const request = read(listsPath(site), { select: ['id', 'webUrl', 'system'] });
  const { items } = await allItems(call, request, anyList, MOST_LISTS);
  const found = items.find(({ webUrl }) => webUrl?.toLowerCase().endsWith('/_catalogs/users') === true);
  if (found !== undefined) return found.id;
  throw new ToolError(
    'not_found',
    'Microsoft Graph does not return the users of this site, so columns for people can be set or filtered only by user id (a number).',
  );
}

type Properties = readonly (readonly [field: string, value: string])[];

/**
 * Returns the properties that may identify a person on the site: the email address and the sign-in name. The two can
 * differ.
 */
async function propertiesOf(given: string, call: ToolCall): Promise<Properties> {
  if (isAddress(given)) return byAddress(given);
  try {
    const { id, address } = await findUser(given, call);
    if (address !== '') return byAddress(address);
    const select = Object.keys(directoryUser.shape);
    const user = entityOf(await call.graph(read(path`/users/${id}`, { select })), directoryUser);
    return [...byAddress(user.mail ?? ''), ...byAddress(user.userPrincipalName ?? '')];
  } catch (error) {
    if (!isRefused(error) || isMe(given)) throw error;
    return [['Title', given]];
  }
}

function byAddress(address: string): Properties {
  return address === ''
    ? []
    : [
        ['EMail', address],
        ['UserName', address],
      ];
}

/**
 * Whether an error means that the caller may not search the directory. If so, only the names stored on the site are
 * searched.
 */
function isRefused(error: unknown): boolean {
  return error instanceof ToolError && ['missing_permission', 'refused_by_policy'].includes(error.code);
}
