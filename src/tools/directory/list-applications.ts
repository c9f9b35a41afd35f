import * as z from 'zod';

import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { words } from '../output/words.ts';
import { nameOrAppId, nameQuery } from './shared/name-query.ts';

const credentials = z.array(z.object({ endDateTime: text })).nullish();

const application = rowOf({
  displayName: text,
  appId: text,
  createdDateTime: text,
  signInAudience: text,
  passwordCredentials: credentials,
  keyCredentials: credentials,
});

const audiences: Readonly<Record<string, string>> = {
  AzureADMyOrg: 'this organisation',
  AzureADMultipleOrgs: 'any organisation',
  AzureADandPersonalMicrosoftAccount: 'any organisation and personal accounts',
  PersonalMicrosoftAccount: 'personal accounts',
};

export const listApplications = listTool({
  name: 'list_applications',
  title: 'App registrations',
  area: 'directory',
  order: 10,
  presets: [],
  about: 'List app registrations and when their secrets expire.',
  intents: [
    'app registrations in our tenant',
    'which client secrets expire soon',
    'find our app by its client id',
    'applications that we registered',
    'app id of Order Desk',
  ],
  openWorld: false,
  scopes: ['Application.Read.All'],
  prerequisites: { roles: ['Global Reader', 'Application Administrator'] },
  operation: 'GET /applications',
  example: { as: 'ana.silva', args: {} },
  input: { query: nameQuery() },
  maxTop: 50,
  hasFixedPages: true,
  row: application,
  columns: [
    application.column('name', ['displayName'], (row) => row.displayName),
    application.column('app id', ['appId'], (row) => row.appId),
    application.column('created', ['createdDateTime'], (row) => row.createdDateTime?.slice(0, 10)),
    application.column(
      'for',
      ['signInAudience'],
      (row) => audiences[row.signInAudience ?? ''] ?? row.signInAudience,
    ),
    application.column('next secret expires', ['passwordCredentials', 'keyCredentials'], (row) =>
      words(...(row.passwordCredentials ?? []).map(({ endDateTime }) => endDateTime)),
    ),
  ],
  request({ query }, call) {
    const { suffix, ...conditions } = nameOrAppId(query);
    const now = call.now().toISOString();
    return {
      path: '/applications',
      ...conditions,
      what: `app registrations${suffix}`,
      adapt: (row) => {
        const all = [...(row.passwordCredentials ?? []), ...(row.keyCredentials ?? [])];
        return { ...row, passwordCredentials: [{ endDateTime: nextEnd(all, now) }] };
      },
    };
  },
});

/**
 * Returns the day on which the next valid credential expires. Replaced credentials stay in the directory, so expired
 * credentials count only if there is no valid credential.
 */
function nextEnd(
  all: readonly { readonly endDateTime?: string | null | undefined }[],
  now: string,
): string | undefined {
  const ends = all.flatMap(({ endDateTime }) => endDateTime ?? []).toSorted();
  const next = ends.find((end) => end > now);
  if (next !== undefined) return next.slice(0, 10);
  const last = ends.at(-1)?.slice(0, 10);
  return last && `expired ${last}`;
}
