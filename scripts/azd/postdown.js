// After everything was removed: the app registration, and names that can be used again. azd runs this; see azure.yaml.
import { explain, madeHere } from './application.js';
import { run } from './hook.js';
import { isMain } from './main.js';
import { RestError } from './rest.js';
import { onceReplicated } from './waiting.js';

/** @param {import('./hook.js').Needs} needs */
export async function postdown(needs) {
  const { env, print, set } = needs;
  if (madeHere(env)) {
    await deleteApplication(needs, env.ENTRA_CLIENT_ID);
    await set('ENTRA_PREVIOUS_CLIENT_ID', env.ENTRA_CLIENT_ID);
    await set('ENTRA_CLIENT_ID', '');
    await set('ENTRA_APP_CREATED', '');
  } else if (env.ENTRA_CLIENT_ID) {
    print(`The app registration ${env.ENTRA_CLIENT_ID} was not made here and stays.`);
  }
  if (env.PORTICO_SUFFIX) {
    await set('PORTICO_PREVIOUS_SUFFIX', env.PORTICO_SUFFIX);
    print(
      'The vault can be brought back for 90 days (azd env set RECOVER true, azd up); otherwise azd up takes new names.',
    );
  }
  await set('PORTICO_SUFFIX', '');
  await set('BUDGET_START', '');
}

/** @param {import('./hook.js').Needs} needs @param {string} appId */
async function deleteApplication(needs, appId) {
  const { env, graph, print } = needs;
  const application = await graph.find(`/v1.0/applications(appId='${appId}')?$select=id`);
  if (application !== undefined) {
    await graph
      .request('DELETE', `/v1.0/applications/${application.id}`)
      .catch(explain('delete the app registration', 'Application Administrator'));
  }
  if (env.ENTRA_PURGE !== 'true') {
    print(`The app registration ${appId} is deleted; Entra keeps it for 30 days.`);
    return;
  }
  const filter = `$filter=appId eq '${appId}'`;
  const list = `/v1.0/directory/deletedItems/microsoft.graph.application?${filter}`;
  await onceReplicated(needs, async () => {
    const [deleted] = (await graph.request('GET', list)).value;
    if (deleted === undefined && application === undefined) return;
    if (deleted === undefined)
      throw new RestError('Graph', 404, 'NotYet', 'it is not among the deleted ones yet');
    await graph.request('DELETE', `/v1.0/directory/deletedItems/${deleted.id}`);
  });
  print(`The app registration ${appId} is gone for good.`);
}

if (isMain(import.meta.url)) await run(postdown);
