// Runs after azd down (azure.yaml): deletes the app registration or its own part of it, and clears the stack's names.
import { canManage, isCreatedHere } from './entra/application.js';
import { explainForbidden } from './entra/forbidden.js';
import { credentialName } from './base/names.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { groupExists, groupName } from './resources/resource-group.js';
import { RestError } from './base/rest.js';
import { retryUntilReplicated } from './base/waiting.js';

/** @param {import('./hook.js').HookContext} context */
export async function postdown(context) {
  const { env, print, set } = context;
  const group = env.AZURE_RESOURCE_GROUP || groupName(env);
  if (env.AZURE_SUBSCRIPTION_ID && (await groupExists(context, group))) {
    print(
      `The resource group ${group} still exists, so the app registration and the names of the stack are kept. Once it is deleted, run: azd hooks run postdown`,
    );
    return;
  }
  if (env.ENTRA_CLIENT_ID) await leaveApplication(context, env.ENTRA_CLIENT_ID);
  if (env.PORTICO_SUFFIX) {
    await set('PORTICO_PREVIOUS_SUFFIX', env.PORTICO_SUFFIX);
    print(
      'The vault can be recovered for 90 days: azd env set RECOVER true, then azd up. Otherwise azd up uses new names.',
    );
  }
  await set('PORTICO_SUFFIX', '');
  await set('AZURE_RESOURCE_GROUP', '');
  await set('BUDGET_START', '');
}

/**
 * Deletes the application if this environment created it, unless somebody else's deployment would lose its sign-in.
 * @param {import('./hook.js').HookContext} context @param {string} appId
 */
async function leaveApplication(context, appId) {
  const { env, graph, print, set } = context;
  const application = canManage(env)
    ? await graph.find(`/v1.0/applications(appId='${appId}')?$select=id`)
    : undefined;
  const others = application === undefined ? [] : await removeOwnCredential(context, application);
  if (!isCreatedHere(env)) {
    print(`The app registration ${appId} was not created by this environment and is kept.`);
    return;
  }
  if (others.length > 0) {
    print(
      `The app registration ${appId} is kept, because something else uses it, too (federated credential ${others.join(', ')}). Remove the redirect URIs of this deployment from it. If nothing needs it any more, delete it in Entra.`,
    );
    return;
  }
  await deleteApplication(context, appId, application);
  await set('ENTRA_PREVIOUS_CLIENT_ID', appId);
  await set('ENTRA_CLIENT_ID', '');
  await set('ENTRA_APP_CREATED', '');
}

/**
 * Removes the federated credential of this environment, whose managed identity no longer exists, so that a later azd down
 * does not take it for that of another environment. Returns the names of the other credentials.
 * @param {import('./hook.js').HookContext} context @param {{ id: string }} application @returns {Promise<string[]>}
 */
async function removeOwnCredential({ env, graph }, { id }) {
  const path = `/v1.0/applications/${id}/federatedIdentityCredentials`;
  /** @type {{ value: { id: string, name: string }[] }} */
  const { value } = await graph.request('GET', path);
  const own = value.find(({ name }) => name === credentialName(env.PORTICO_SUFFIX ?? ''));
  if (own !== undefined) {
    await graph
      .request('DELETE', `${path}/${own.id}`)
      .catch(explainForbidden('change the app registration', 'Application Administrator'));
  }
  return value.filter((one) => one !== own).map(({ name }) => name);
}

/**
 * @param {import('./hook.js').HookContext} context @param {string} appId @param {{ id: string } | undefined} application
 */
async function deleteApplication(context, appId, application) {
  const { env, graph, print } = context;
  if (application !== undefined) {
    await graph
      .request('DELETE', `/v1.0/applications/${application.id}`)
      .catch(explainForbidden('delete the app registration', 'Application Administrator'));
  }
  if (env.ENTRA_PURGE !== 'true') {
    print(`The app registration ${appId} was deleted. It can be restored for 30 days.`);
    return;
  }
  const filter = `$filter=appId eq '${appId}'`;
  const list = `/v1.0/directory/deletedItems/microsoft.graph.application?${filter}`;
  await retryUntilReplicated(context, async () => {
    const [deleted] = (await graph.request('GET', list)).value;
    if (deleted === undefined && application === undefined) return;
    if (deleted === undefined)
      throw new RestError('The app registration is not among the deleted items yet.', 404, 'NotYet');
    await graph.request('DELETE', `/v1.0/directory/deletedItems/${deleted.id}`);
  });
  print(`The app registration ${appId} was deleted permanently.`);
}

if (isMain(import.meta.url)) await run(postdown);
