import * as z from 'zod';

import { decodeIfValid } from '../../../base/text/percent-decoded.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { pastedUrl } from '../../input/links/pasted-url.ts';
import { sharedPath } from '../../input/links/shared-path.ts';
import { pickByName, type Named } from '../../input/pick-by-name.ts';
import { facet, flag, text } from '../../output/graph-schema.ts';

/** Maximum number of lists to read. In practice, sites have fewer lists. */
export const MOST_LISTS = 500;

export const siteList = z.object({
  id: z.string(),
  name: text,
  displayName: text,
  description: text,
  webUrl: text,
  lastModifiedDateTime: text,
  list: facet({ hidden: flag, template: text }),
});

export type SiteList = z.output<typeof siteList>;

/** The properties of a list to select. The columns are expanded or read from a separate path. */
export const listProperties = Object.keys(siteList.shape);

export const listsPath = (site: string): string => path`/sites/${site}/lists`;

export const listPath = (site: string, list: string): string => path`/sites/${site}/lists/${list}`;

export function isLibrary({ list }: SiteList): boolean {
  return list?.template === 'documentLibrary';
}

/** Returns the lists and libraries that are visible to users. */
export async function visibleLists<List extends SiteList>(
  site: string,
  schema: z.ZodType<List>,
  call: ToolCall,
  expand?: string,
): Promise<{ readonly items: readonly List[]; readonly isCut: boolean }> {
  const { items, isCut } = await allItems(
    call,
    read(listsPath(site), { select: listProperties, expand }),
    schema,
    MOST_LISTS,
  );
  return { items: items.filter(({ list }) => list?.hidden !== true), isCut };
}

export type FoundList = Named & { readonly isLibrary: boolean };

/**
 * Finds a list by id, name or address. Throws `ToolError('ambiguous')` or `ToolError('not_found')`, naming the lists to
 * choose from.
 */
export async function findList(site: string, given: string, call: ToolCall): Promise<FoundList> {
  const wanted = given.trim();
  const { items, isCut } = await visibleLists(site, siteList, call);
  const found = items.map((one) => ({
    id: one.id,
    name: one.displayName || one.name || '',
    isLibrary: isLibrary(one),
    address: one.webUrl ?? '',
    internal: one.name ?? '',
  }));
  const byAddress = isAddressed(wanted) ? found.filter(({ address }) => isWithin(wanted, address)) : [];
  const [only] = byAddress.toSorted((a, b) => b.address.length - a.address.length);
  if (only !== undefined) return only;
  const hasName = found.some(({ name }) => name === wanted);
  const [internal] = hasName ? [] : found.filter((one) => one.internal === wanted);
  return internal ?? pickByName(wanted, found, { what: 'list', isCut });
}

/** Whether the text is a list's address, or the path in such an address. */
function isAddressed(given: string): boolean {
  return given.startsWith('/') || pastedUrl(given) !== undefined;
}

/** Whether an address belongs to a list, or to a view or an item in it. */
function isWithin(given: string, list: string): boolean {
  if (!URL.canParse(given, list)) return false;
  const [address, folder] = [pastedUrl(given) ?? new URL(given, list), new URL(list)].map(placeOf);
  return address === folder || address?.startsWith(`${folder}/`) === true;
}

function placeOf({ origin, pathname }: URL): string {
  return `${origin}${decodeIfValid(sharedPath(pathname))}`.toLowerCase();
}
