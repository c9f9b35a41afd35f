import { createHash } from 'node:crypto';

import { format } from 'oxfmt';

const FILE = 'infra/entra-app.json';

/**
 * Writes `infra/entra-app.json`, from which the azd hooks create the app registration. The permissions come from the
 * tools' records.
 * @param {import('./load-tools.js').Sources} sources
 */
export async function entraAppFile({ tools, covers }) {
  const graphTools = tools.filter(({ provider }) => provider === undefined);
  const linkedTools = tools.filter(({ provider }) => provider !== undefined);
  const json = JSON.stringify(entraApp(graphTools, covers, linkedTools), undefined, 2);
  const { code } = await format(FILE, json, { printWidth: 110 });
  return new Map([[FILE, code]]);
}

/**
 * Clients that get tokens for Portico without a consent prompt. `ALLOWED_DIRECT_CLIENTS` decides whether Portico
 * accepts these tokens.
 */
const preAuthorised = { 'Visual Studio Code': 'aebc6443-996d-45c2-90f0-388ff96faa56' };

/**
 * The app registration as a request body for Microsoft Graph, the permissions that each tool needs, and the permissions
 * that each permission includes.
 * @param {readonly { name: string, area: string, kind: string, scopes: readonly string[], optionalScopes?: readonly string[], scopesElsewhere?: Readonly<Partial<Record<string, readonly string[]>>> }[]} catalogue
 * @param {(granted: readonly string[], needed: string) => boolean} covers
 * @param {readonly { name: string, area: string, kind: string }[]} linkedTools the tools for other services than Microsoft Graph
 */
export function entraApp(catalogue, covers, linkedTools) {
  const tools = catalogue.map(({ name, area, kind, scopes, optionalScopes = [], scopesElsewhere }) => ({
    name,
    area,
    kind,
    permissions: [...new Set([...scopes, ...optionalScopes])].toSorted(),
    // Permissions for reading data from other areas, requested only if those areas are enabled.
    ...(scopesElsewhere && { elsewhere: scopesElsewhere }),
  }));
  const named = tools.flatMap(({ permissions, elsewhere = {} }) => [
    ...permissions,
    ...Object.values(elsewhere).flat(),
  ]);
  const all = [...new Set(named)].toSorted((a, b) => (a < b ? -1 : 1));
  const included = all.map((name) => [name, all.filter((other) => other !== name && covers([name], other))]);
  const scopeId = idOf('scope access_as_user');
  return {
    application: {
      displayName: 'Portico',
      signInAudience: 'AzureADMyOrg',
      api: {
        requestedAccessTokenVersion: 2,
        oauth2PermissionScopes: [
          {
            id: scopeId,
            value: 'access_as_user',
            type: 'User',
            isEnabled: true,
            adminConsentDisplayName: 'Use Microsoft 365 through Portico',
            adminConsentDescription:
              'Lets Portico act in Microsoft 365 as the signed-in user, and only as that user.',
            userConsentDisplayName: 'Use Microsoft 365 through Portico',
            userConsentDescription: 'Lets Portico act in Microsoft 365 as you, and only as you.',
          },
        ],
        preAuthorizedApplications: Object.values(preAuthorised).map((appId) => ({
          appId,
          delegatedPermissionIds: [scopeId],
        })),
      },
      // Distinguishes guests from members.
      optionalClaims: { accessToken: [{ name: 'acct' }], idToken: [{ name: 'acct' }] },
    },
    /** Needed to sign in and to stay signed in. */
    signInPermissions: ['offline_access', 'openid', 'profile'],
    tools,
    /** Tools of linked accounts. The settings may also contain the names of these tools. */
    linkedTools: linkedTools.map(({ name, area, kind }) => ({ name, area, kind })),
    includes: Object.fromEntries(included.filter(([, others]) => others.length > 0)),
  };
}

/** Returns the same id for a name every time, so that a second run changes nothing. @param {string} name */
function idOf(name) {
  const hex = createHash('sha256').update(`portico ${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
