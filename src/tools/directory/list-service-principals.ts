import { listTool } from '../list-tool.ts';
import { flag, text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { listOf } from '../output/words.ts';
import { nameOrAppId, nameQuery } from './shared/name-query.ts';

const principal = rowOf({
  displayName: text,
  appId: text,
  servicePrincipalType: text,
  accountEnabled: flag,
  appOwnerOrganizationId: text,
});

/** The tenant that owns Microsoft's own applications. */
const MICROSOFT = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

export const listServicePrincipals = listTool({
  name: 'list_service_principals',
  title: 'Enterprise apps',
  area: 'directory',
  order: 20,
  presets: [],
  about: 'List the enterprise applications.',
  intents: [
    'enterprise applications in the tenant',
    'which apps of other companies have access',
    'is this app disabled',
    'service principal of the build server',
    'apps that people signed in to',
  ],
  openWorld: true,
  scopes: ['Application.Read.All'],
  prerequisites: { roles: ['Global Reader', 'Application Administrator'] },
  operation: 'GET /servicePrincipals',
  example: { as: 'ana.silva', args: {} },
  input: { query: nameQuery() },
  maxTop: 50,
  hasFixedPages: true,
  row: principal,
  columns: [
    principal.column('name', ['displayName'], (row) => row.displayName),
    principal.column('app id', ['appId'], (row) => row.appId),
    principal.column('kind', ['servicePrincipalType'], (row) => row.servicePrincipalType),
    principal.column('flags', ['accountEnabled', 'appOwnerOrganizationId'], (row) =>
      listOf(row.accountEnabled === false && 'disabled', row.appOwnerOrganizationId),
    ),
  ],
  request({ query }, { caller }) {
    const { suffix, ...conditions } = nameOrAppId(query);
    return {
      path: '/servicePrincipals',
      ...conditions,
      what: `enterprise applications${suffix}`,
      adapt: (row) => ({
        ...row,
        appOwnerOrganizationId: ownerOf(row.appOwnerOrganizationId, caller.tid),
      }),
    };
  },
});

/** Returns the owner of an application; undefined if the owner is the caller's organisation. */
function ownerOf(owner: string | null | undefined, tid: string): string | undefined {
  if (!owner || owner === tid) return undefined;
  return owner === MICROSOFT ? 'by Microsoft' : 'by another organisation';
}
