import { explainForbidden } from './forbidden.js';
import { RestError } from '../base/rest.js';
import { Stop } from '../base/stop.js';
import { retryUntilReplicated } from '../base/waiting.js';

/** Number of unique names to try. Each deleted application reserves its name for 30 days. */
const NAMES = 5;

/**
 * Finds the application by its unique name, or creates it. The name contains the suffix, so a run that was interrupted
 * after creating the application finds it again.
 * @param {import('../hook.js').HookContext} context @param {import('./application.js').Application} wanted
 * @returns {Promise<import('./application.js').Application>}
 */
export async function findOrCreate(context, wanted) {
  const { env, graph } = context;
  for (let number = 1; number <= NAMES; number += 1) {
    const name = `portico-${env.PORTICO_SUFFIX}${number === 1 ? '' : `-${number}`}`;
    const path = `/v1.0/applications(uniqueName='${name}')`;
    const found = await graph
      .find(path)
      .catch(explainForbidden('read app registrations', 'Directory Readers'));
    if (found !== undefined) return found;
    if (await create(context, path, wanted))
      return retryUntilReplicated(context, () => graph.request('GET', path));
  }
  throw new Stop(
    `All ${NAMES} names that start with portico-${env.PORTICO_SUFFIX} are reserved by deleted app registrations. Delete one of these registrations permanently in Entra (App registrations, Deleted applications), then run azd again.`,
  );
}

/**
 * Creates the application. Returns false if a deleted application still has the name. Preauthorisations are added
 * later, because Graph refuses them in the same request as the scope that they name.
 * @param {import('../hook.js').HookContext} context @param {string} path
 * @param {import('./application.js').Application} wanted
 */
async function create({ graph }, path, wanted) {
  const { preAuthorizedApplications: _later, ...api } = wanted.api;
  try {
    await graph
      .request('PATCH', path, { body: { ...wanted, api }, headers: { prefer: 'create-if-missing' } })
      .catch(explainForbidden('create app registrations', 'Application Developer'));
    return true;
  } catch (error) {
    if (error instanceof RestError && [400, 409].includes(error.status) && /uniqueName/.test(error.message))
      return false;
    throw error;
  }
}
