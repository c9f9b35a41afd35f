import * as z from 'zod';

import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
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
    application.column('first secret expires', ['passwordCredentials', 'keyCredentials'], (row) =>
      firstEnd([...(row.passwordCredentials ?? []), ...(row.keyCredentials ?? [])]),
    ),
  ],
  request({ query }) {
    const { suffix, ...conditions } = nameOrAppId(query);
    return { path: '/applications', ...conditions, what: `app registrations${suffix}` };
  },
});

function firstEnd(all: readonly { readonly endDateTime?: string | null | undefined }[]): string | undefined {
  return all
    .flatMap(({ endDateTime }) => endDateTime ?? [])
    .toSorted()
    .at(0)
    ?.slice(0, 10);
}
