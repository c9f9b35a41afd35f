import { createHash } from 'node:crypto';

import { identityName } from '../base/names.js';
import { RestError } from '../base/rest.js';
import { Stop } from '../base/stop.js';
import { retryUntilReplicated } from '../base/waiting.js';
import { groupName, groupTags } from './resource-group.js';

/** The built-in role AcrPull: pulls images from a container registry. */
const ACR_PULL = '7f951dda-4ed3-4680-a7ca-43fe172d538d';
const ROLES = 'api-version=2022-04-01';

/**
 * Lets the app's identity pull its image from your container registry. The container app needs this right when it is
 * created, so the identity is created here, in the same way as in the templates. The templates do not assign the role,
 * because `azd down --force` may delete every resource group that a deployment wrote to.
 * @param {import('../hook.js').HookContext} context
 */
export async function allowPull(context) {
  const { env, arm, print } = context;
  const registry = env.CONTAINER_REGISTRY_ID;
  if (env.HOSTING !== 'containerApps' || !registry) return;
  const principalId = await ensureIdentity(context);
  const assignments = `${registry}/providers/Microsoft.Authorization/roleAssignments`;
  const known = await arm
    .request('GET', `${assignments}?${ROLES}&$filter=principalId eq '${principalId}'`)
    .catch(ignoreForbidden);
  if (known === undefined) {
    print(`The app's rights on ${registry} were not checked, because you are not allowed to read them.`);
    return;
  }
  const isPull = (/** @type {any} */ { properties }) => properties.roleDefinitionId.endsWith(`/${ACR_PULL}`);
  if (known.value.some(isPull)) return;
  const subscription = registry.split('/').slice(0, 3).join('/');
  const properties = {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${ACR_PULL}`,
    principalId,
    // Otherwise Azure looks up the new identity in Entra, which fails until the identity is replicated.
    principalType: 'ServicePrincipal',
  };
  const path = `${assignments}/${idOf(registry, principalId)}?${ROLES}`;
  await retryUntilReplicated(context, () => arm.request('PUT', path, { body: { properties } })).catch(
    explainForbidden(registry),
  );
  print(`The app may now pull images from ${registry.split('/').at(-1)}.`);
}

/**
 * Returns the principal id of the app's identity. Creates the identity in the stack's resource group if it does not
 * exist.
 * @param {import('../hook.js').HookContext} context @returns {Promise<string>}
 */
async function ensureIdentity({ env, arm }) {
  const subscription = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}`;
  const name = identityName(env.PORTICO_SUFFIX ?? '');
  const identity = `${subscription}/resourceGroups/${groupName(env)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}?api-version=2024-11-30`;
  const found = await arm.find(identity);
  if (found !== undefined) return found.properties.principalId;
  const body = { location: env.AZURE_LOCATION, tags: groupTags(env) };
  await arm.request('PUT', `${subscription}/resourcegroups/${groupName(env)}?api-version=2021-04-01`, {
    body,
  });
  const made = await arm.request('PUT', identity, { body });
  return made.properties.principalId;
}

/**
 * Returns an id that depends only on the registry and the identity, so a second run does not create a second
 * assignment.
 * @param {string} registry @param {string} principalId
 */
function idOf(registry, principalId) {
  const hex = createHash('sha256').update(`${registry.toLowerCase()} ${principalId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @param {unknown} error @returns {undefined} */
function ignoreForbidden(error) {
  if (error instanceof RestError && error.status === 403) return undefined;
  throw error;
}

/** @param {string} registry @returns {(error: unknown) => void} */
function explainForbidden(registry) {
  return (error) => {
    if (!(error instanceof RestError)) throw error;
    if (error.code === 'RoleAssignmentExists') return;
    if (error.status !== 403) throw error;
    throw new Stop(
      `You are not allowed to let the app pull images from ${registry} (${error.code}). Ask for the role Role Based Access Control Administrator on it, or have somebody assign AcrPull on it to the app's identity.`,
    );
  };
}
