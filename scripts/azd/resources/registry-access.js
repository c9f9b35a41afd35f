import { stableId } from '../../base/stable-id.js';
import { identityName } from '../base/names.js';
import { insteadOf, RestError } from '../base/rest.js';
import { Stop } from '../base/stop.js';
import { retryUntilReplicated } from '../base/waiting.js';
import { groupName, groupPath, groupTags } from './resource-group.js';

/** The built-in roles that allow pulling images. A registry with per-repository permissions ignores AcrPull. */
const pullRoles = {
  registry: { name: 'AcrPull', id: '7f951dda-4ed3-4680-a7ca-43fe172d538d' },
  repository: { name: 'Container Registry Repository Reader', id: 'b93aa761-3e63-49ed-ac28-beffa264f7ac' },
};
const ROLES = 'api-version=2022-04-01';
const REGISTRIES = 'api-version=2025-11-01';

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
    .catch(insteadOf([403], undefined));
  if (known === undefined) {
    print(`The app's rights on ${registry} were not checked, because you are not allowed to read them.`);
    return;
  }
  const role = await findPullRole(context, registry);
  const isPull = (/** @type {any} */ { properties }) => properties.roleDefinitionId.endsWith(`/${role.id}`);
  if (known.value.some(isPull)) return;
  const subscription = registry.split('/').slice(0, 3).join('/');
  const properties = {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role.id}`,
    principalId,
    // Without this property, Azure would look up the new identity in Entra. The look-up fails until the identity is
    // replicated.
    principalType: 'ServicePrincipal',
  };
  const path = `${assignments}/${idOf(registry, principalId, role)}?${ROLES}`;
  await retryUntilReplicated(context, () => arm.request('PUT', path, { body: { properties } })).catch(
    explainForbidden(registry, role.name),
  );
  print(`The app may now pull images from ${registry.split('/').at(-1)}.`);
}

/**
 * Returns the role that allows pulling images in the registry's permissions mode. If the cloud does not support the API
 * version yet, or the user may not read the registry, returns the role for the older mode.
 * @param {import('../hook.js').HookContext} context @param {string} registry
 */
async function findPullRole({ arm }, registry) {
  const found = await arm.find(`${registry}?${REGISTRIES}`).catch(insteadOf([400, 403], undefined));
  const isPerRepository = found?.properties?.roleAssignmentMode === 'AbacRepositoryPermissions';
  return isPerRepository ? pullRoles.repository : pullRoles.registry;
}

/**
 * Returns the principal id of the app's identity. Creates the identity in the stack's resource group if it does not
 * exist.
 * @param {import('../hook.js').HookContext} context @returns {Promise<string>}
 */
async function ensureIdentity({ env, arm }) {
  const subscription = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}`;
  const name = identityName(env.PORTICO_SUFFIX ?? '');
  const identity = `${groupPath(env)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}?api-version=2024-11-30`;
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
 * Returns an id that depends only on the registry, the identity and the role, so a second run does not create a second
 * assignment. The id for AcrPull does not contain the role, because earlier deployments used it.
 * @param {string} registry @param {string} principalId @param {{ id: string }} role
 */
function idOf(registry, principalId, { id }) {
  const parts = [registry.toLowerCase(), principalId, ...(id === pullRoles.registry.id ? [] : [id])];
  return stableId(parts.join(' '));
}

/** @param {string} registry @param {string} role @returns {(error: unknown) => void} */
function explainForbidden(registry, role) {
  return (error) => {
    if (!(error instanceof RestError)) throw error;
    if (error.code === 'RoleAssignmentExists') return;
    if (error.status !== 403) throw error;
    throw new Stop(
      `You are not allowed to let the app pull images from ${registry} (${error.code}). Ask for the role Role Based Access Control Administrator on it, or have somebody assign ${role} on it to the app's identity.`,
    );
  };
}
