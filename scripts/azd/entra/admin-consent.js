import { readEntraApp } from './application.js';
import { permissionsFor } from './permissions.js';
import { RestError } from '../base/rest.js';
import { retryUntilReplicated } from '../base/waiting.js';

/**
 * Makes sure that the tenant has admin consent for the Graph permissions. With ENTRA_ADMIN_CONSENT=true it grants
 * consent as the user who runs azd; otherwise, or if that user lacks the right, it returns the link for an
 * administrator. Returns an empty list if consent exists, even if more is granted than the tools need.
 * @param {import('../hook.js').HookContext} context @param {import('./permissions.js').GraphPrincipal} resource
 * @returns {Promise<string[]>}
 */
export async function ensureConsent(context, resource) {
  const { env, graph } = context;
  const client = await retryUntilReplicated(context, () =>
    graph.request('GET', `/v1.0/servicePrincipals(appId='${env.ENTRA_CLIENT_ID}')?$select=id`),
  );
  const entraApp = readEntraApp();
  const { names: wanted } = permissionsFor(entraApp, env, resource);
  const { value } = await graph.request(
    'GET',
    `/v1.0/oauth2PermissionGrants?$filter=clientId eq '${client.id}' and resourceId eq '${resource.id}' and consentType eq 'AllPrincipals'`,
  );
  const [grant] = value;
  const given = String(grant?.scope ?? '')
    .split(' ')
    .filter(Boolean);
  const isCovered = (/** @type {string} */ name) =>
    given.includes(name) || given.some((one) => (entraApp.includes[one] ?? []).includes(name));
  const agrees = env.ENTRA_ADMIN_CONSENT === 'true';
  const isExact = given.length === wanted.length && wanted.every((name) => given.includes(name));
  if (agrees && !isExact && (await consent(context, { client, resource, grant, wanted }))) return [];
  if (wanted.every(isCovered)) return [];
  return [
    'An administrator has to grant Portico its Microsoft Graph permissions once, by opening this link:',
    `  ${consentUrl(context)}`,
  ];
}

/**
 * Grants admin consent. Returns false if the user lacks the right.
 * @param {import('../hook.js').HookContext} context
 * @param {{ client: { id: string }, resource: { id: string }, grant: { id: string } | undefined, wanted: readonly string[] }} facts
 */
async function consent({ graph, print }, { client, resource, grant, wanted }) {
  const scope = wanted.join(' ');
  try {
    if (grant === undefined) {
      const body = { clientId: client.id, consentType: 'AllPrincipals', resourceId: resource.id, scope };
      await graph.request('POST', '/v1.0/oauth2PermissionGrants', { body });
    } else {
      await graph.request('PATCH', `/v1.0/oauth2PermissionGrants/${grant.id}`, { body: { scope } });
    }
    print(`Granted admin consent for the whole tenant: ${scope}`);
    return true;
  } catch (error) {
    if (!(error instanceof RestError) || error.status !== 403) throw error;
    print(
      'You are not allowed to grant admin consent. You need the role Privileged Role Administrator or Cloud Application Administrator.',
    );
    return false;
  }
}

/** @param {import('../hook.js').HookContext} context */
function consentUrl({ env, cloud }) {
  const url = new URL(`${cloud.login}/${env.AZURE_TENANT_ID}/v2.0/adminconsent`);
  url.searchParams.set('client_id', env.ENTRA_CLIENT_ID ?? '');
  url.searchParams.set('scope', `${cloud.graph}/.default`);
  url.searchParams.set('redirect_uri', `${env.PORTICO_URL}/callback`);
  return url.href;
}
