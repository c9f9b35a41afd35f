import { readFileSync } from 'node:fs';

import { findOrCreate } from './create-application.js';
import { differencesOf } from './differences.js';
import { explainForbidden } from './forbidden.js';
import { graphPrincipal, GRAPH_APP_ID, permissionsFor } from './permissions.js';
import { insteadOf, RestError, stopOn } from '../base/rest.js';
import { Stop } from '../base/stop.js';
import { retryUntilReplicated, pollUntil } from '../base/waiting.js';

const file = new URL('../../../infra/entra-app.json', import.meta.url);

/** How long to look for an application that an interrupted run may have created a moment ago. */
const JUST_MADE_MS = 30_000;

/** @typedef {Record<string, any>} Application as Microsoft Graph returns it */

/** Reads the app registration that was generated from the tools. */
export function readEntraApp() {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Whether the hooks of this environment created the application. @param {Record<string, string | undefined>} env */
export function isCreatedHere(env) {
  return Boolean(env.ENTRA_CLIENT_ID) && env.ENTRA_APP_CREATED === env.ENTRA_CLIENT_ID;
}

/** @param {Record<string, string | undefined>} env */
export function canManage(env) {
  return isCreatedHere(env) || env.ENTRA_MANAGE === 'true';
}

/**
 * Finds or creates the application and its service principal, and updates them to match what the tools need. An
 * application that was not created by these hooks is changed only with ENTRA_MANAGE=true.
 * @param {import('../hook.js').HookContext} context
 */
export async function prepareApplication(context) {
  const { env, graph, print, set } = context;
  if (!(await canReadDirectory(context))) return;
  const principal = await graphPrincipal(graph).catch(
    explainForbidden('read the directory', 'Directory Readers'),
  );
  const { missing } = permissionsFor(readEntraApp(), env, principal);
  if (missing.length > 0)
    print(
      `Microsoft Graph in this cloud has no permission ${missing.join(', ')}; the tools that need it will not work.`,
    );
  const wanted = desiredApplication(env, principal);
  const application = await findApplication(context, wanted);
  if (!env.ENTRA_CLIENT_ID) {
    await set('ENTRA_APP_CREATED', application.appId);
    await set('ENTRA_CLIENT_ID', application.appId);
  }
  await updateApplication(context, application, withOwnId(wanted, application));
  await ensureServicePrincipal(context, application);
  print(`App registration: ${application.displayName} (${application.appId})`);
}

/**
 * Whether the directory can be read. A refusal is an error only if the hooks have to create or change the application,
 * so a pipeline needs no rights in Entra for an application that is already set up.
 * @param {import('../hook.js').HookContext} context
 */
export async function canReadDirectory({ env, graph, print }) {
  if (!env.ENTRA_CLIENT_ID || canManage(env)) return true;
  try {
    await graphPrincipal(graph);
    return true;
  } catch (error) {
    if (!(error instanceof RestError) || error.status !== 403) throw error;
    print(
      `The app registration ${env.ENTRA_CLIENT_ID} was not checked, because you are not allowed to read Entra.`,
    );
    return false;
  }
}

/**
 * Finds the application of this environment, restores that of a deleted deployment, or creates one.
 * @param {import('../hook.js').HookContext} context @param {Application} wanted @returns {Promise<Application>}
 */
async function findApplication(context, wanted) {
  const { env, print } = context;
  const { ENTRA_CLIENT_ID: appId, ENTRA_PREVIOUS_CLIENT_ID: previous } = env;
  if (appId) {
    const found = await findByAppId(context, appId);
    if (found !== undefined) return found;
    throw new Stop(
      `The tenant has no app registration ${appId}. Correct ENTRA_CLIENT_ID, or let azd create one: azd env set ENTRA_CLIENT_ID=`,
    );
  }
  if (env.RECOVER === 'true' && previous) {
    const found = await findByAppId(context, previous);
    if (found !== undefined) return found;
    // Entra keeps a deleted application for 30 days, but Key Vault keeps a deleted vault for 90 days.
    print(`The app registration ${previous} cannot be restored any more, so azd creates a new one.`);
  }
  return findOrCreate(context, wanted);
}

/**
 * Finds an application, and with RECOVER=true restores a deleted one. Returns undefined if Entra does not have it.
 * @param {import('../hook.js').HookContext} context @param {string} appId @returns {Promise<Application | undefined>}
 */
async function findByAppId(context, appId) {
  const { env, graph } = context;
  const find = () => graph.find(`/v1.0/applications(appId='${appId}')`);
  const patience = { everyMs: 5_000, limitMs: isCreatedHere(env) ? JUST_MADE_MS : 0 };
  const found = await pollUntil(context, patience, find).catch(
    explainForbidden('read app registrations', 'Directory Readers'),
  );
  if (found !== undefined) return found;
  const { value } = await graph.request(
    'GET',
    `/v1.0/directory/deletedItems/microsoft.graph.application?$filter=appId eq '${appId}'`,
  );
  const [deleted] = value;
  if (deleted === undefined) return undefined;
  if (env.RECOVER !== 'true') {
    throw new Stop(
      `The app registration ${appId} was deleted. To restore it: azd env set RECOVER true. To create a new one: azd env set ENTRA_CLIENT_ID=`,
    );
  }
  await graph
    .request('POST', `/v1.0/directory/deletedItems/${deleted.id}/restore`)
    .catch(explainForbidden('restore the app registration', writer));
  return retryUntilReplicated(context, () => graph.request('GET', `/v1.0/applications(appId='${appId}')`));
}

const writer = 'Application Administrator (or become an owner of the app registration)';

/**
 * The application that the enabled tools need, without the parts that depend on its id.
 * @param {Record<string, string | undefined>} env
 * @param {import('./permissions.js').GraphPrincipal} principal @returns {Application}
 */
export function desiredApplication(env, principal) {
  const entraApp = readEntraApp();
  const { ids } = permissionsFor(entraApp, env, principal);
  return {
    ...entraApp.application,
    displayName: `Portico (${env.AZURE_ENV_NAME})`,
    signInAudience: env.ALLOWED_TENANTS ? 'AzureADMultipleOrgs' : 'AzureADMyOrg',
    requiredResourceAccess: [
      { resourceAppId: GRAPH_APP_ID, resourceAccess: ids.map((id) => ({ id, type: 'Scope' })) },
    ],
  };
}

/**
 * Adds the parts that depend on the application: the identifier URI, and the preauthorisation of Portico's own sign-in. A
 * scope that its owner has created keeps its id, because Graph refuses two scopes of the same name. A client that its
 * owner has preauthorised for other scopes keeps them.
 * @param {Application} wanted @param {Application} application @returns {Application}
 */
export function withOwnId(wanted, { appId, api }) {
  const { oauth2PermissionScopes: known = [], preAuthorizedApplications: before = [] } = api ?? {};
  const oauth2PermissionScopes = wanted.api.oauth2PermissionScopes.map((/** @type {any} */ scope) => ({
    ...scope,
    id: known.find((/** @type {any} */ { value }) => value === scope.value)?.id ?? scope.id,
  }));
  const ids = oauth2PermissionScopes.map((/** @type {any} */ { id }) => id);
  const clients = [...wanted.api.preAuthorizedApplications, { appId }];
  const preAuthorizedApplications = clients.map((client) => {
    const old = before.find((/** @type {any} */ one) => one.appId === client.appId);
    return {
      ...client,
      delegatedPermissionIds: [...new Set([...(old?.delegatedPermissionIds ?? []), ...ids])],
    };
  });
  return {
    ...wanted,
    identifierUris: [`api://${appId}`],
    api: { ...wanted.api, oauth2PermissionScopes, preAuthorizedApplications },
  };
}

/**
 * Updates an application. If the hooks may not change it, returns the changes that the application's owner has to make.
 * @param {import('../hook.js').HookContext} context @param {Application} application @param {Application} wanted
 * @returns {Promise<string[]>}
 */
export async function updateApplication(context, application, wanted) {
  const { env, graph } = context;
  const patch = differencesOf(application, isCreatedHere(env) ? wanted : withoutName(wanted));
  const names = Object.keys(patch);
  if (names.length === 0) return [];
  if (!canManage(env)) {
    return [
      `azd did not create the app registration ${application.appId} and does not change it. Set these properties:`,
      ...names.map((name) => `  ${name}: ${JSON.stringify(patch[name])}`),
      '  To let azd change them: azd env set ENTRA_MANAGE true',
    ];
  }
  for (const body of inOrder(application, patch)) {
    await retryUntilReplicated(context, () =>
      graph.request('PATCH', `/v1.0/applications/${application.id}`, { body }),
    ).catch(explainForbidden('change the app registration', writer));
  }
  return [];
}

/**
 * Graph refuses a preauthorisation for a scope that is added in the same request, so a new scope is written first.
 * @param {Application} application @param {Application} patch @returns {Application[]}
 */
function inOrder(application, patch) {
  const { oauth2PermissionScopes: known = [], preAuthorizedApplications: before = [] } =
    application.api ?? {};
  const scopes = patch.api?.oauth2PermissionScopes ?? [];
  const isKnown = (/** @type {any} */ { id }) => known.some((/** @type {any} */ one) => one.id === id);
  if (scopes.every(isKnown)) return [patch];
  return [{ ...patch, api: { ...patch.api, preAuthorizedApplications: before } }, { api: patch.api }];
}

/** Leaves out the display name, which the owner of the application chooses. @param {Application} wanted */
function withoutName({ displayName: _displayName, ...rest }) {
  return rest;
}

/** @param {import('../hook.js').HookContext} context @param {Application} application */
async function ensureServicePrincipal(context, { appId }) {
  const { env, graph } = context;
  const path = `/v1.0/servicePrincipals(appId='${appId}')`;
  if ((await graph.find(path)) !== undefined) return;
  const explain = canManage(env)
    ? explainForbidden('create the service principal', 'Application Administrator')
    : stopOn(
        [403],
        (code) =>
          `The app registration ${appId} has no service principal in this tenant, and you are not allowed to create it (${code}). Ask the owner of the registration to run: az ad sp create --id ${appId}`,
      );
  await retryUntilReplicated(context, () =>
    graph.request('POST', '/v1.0/servicePrincipals', { body: { appId } }).catch(insteadOf([409], undefined)),
  ).catch(explain);
}
