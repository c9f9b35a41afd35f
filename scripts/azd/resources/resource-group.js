import { Stop } from '../base/stop.js';

/** azd also uses this tag to find an environment's resources. */
const TAG = 'azd-env-name';

/**
 * The resource group of this environment; the templates use the same name.
 * @param {Record<string, string | undefined>} env
 */
export function groupName(env) {
  return `rg-${env.AZURE_ENV_NAME}`;
}

/**
 * The path of a resource group in Azure Resource Manager; by default, of this environment's group.
 * @param {Record<string, string | undefined>} env
 */
export function groupPath(env, name = groupName(env)) {
  return `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/resourceGroups/${name}`;
}

/** The tags of this environment's resources, as the templates set them. @param {Record<string, string | undefined>} env */
export function groupTags(env) {
  return { [TAG]: env.AZURE_ENV_NAME };
}

/** @param {import('../hook.js').HookContext} context @param {string} name */
export async function groupExists(context, name) {
  return (await findGroup(context, name)) !== undefined;
}

/**
 * @param {import('../hook.js').HookContext} context @param {string} name
 * @returns {Promise<{ tags?: Record<string, string> } | undefined>}
 */
async function findGroup({ env, arm }, name) {
  const path = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/resourcegroups/${name}`;
  return arm.find(`${path}?api-version=2021-04-01`);
}

/**
 * Throws if the deployment would use a resource group that this environment did not create.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkResourceGroup(context) {
  await checkEnvironmentName(context);
  await checkOwnership(context);
}

/**
 * Throws if the environment was renamed after its deployment, because a second stack with the same names would fail.
 * @param {import('../hook.js').HookContext} context
 */
async function checkEnvironmentName(context) {
  const { env } = context;
  const before = env.AZURE_RESOURCE_GROUP;
  if (!before || before === groupName(env) || !(await groupExists(context, before))) return;
  const oldName = before.replace(/^rg-/, '');
  throw new Stop(
    `This environment was deployed as ${oldName} (resource group ${before}) and its name is now ${env.AZURE_ENV_NAME}. Rename its folder in .azure and AZURE_ENV_NAME in its .env file back to ${oldName}, or create a separate stack: azd env new <name>`,
  );
}

/**
 * Throws if the resource group belongs to somebody else, because `azd down` deletes the whole group. The templates tag
 * the group with the environment's name, and they are deployed only after a suffix has been chosen. If there is no suffix
 * yet, a group with the right tag must therefore come from another environment with the same name.
 * @param {import('../hook.js').HookContext} context
 */
async function checkOwnership(context) {
  const { env } = context;
  const name = groupName(env);
  const group = await findGroup(context, name);
  if (group === undefined) return;
  const isTagged = environmentOf(group) === env.AZURE_ENV_NAME;
  if (isTagged && env.PORTICO_SUFFIX) return;
  const remedy = isTagged
    ? `If it is your deployment from another computer, copy the folder .azure/${env.AZURE_ENV_NAME} from there. If that folder is lost, repeat your choices and run: azd env set PORTICO_SUFFIX <suffix>, the end of the names in the group, such as log-<suffix>`
    : `If this environment created it and the tag was removed, add it again: ${TAG}=${env.AZURE_ENV_NAME}`;
  throw new Stop(
    `The resource group ${name} exists already, and this environment did not create it. azd down would delete everything in it. Choose another name for the environment: azd env new <name>. ${remedy}.`,
  );
}

/** The names of tags are not case-sensitive. @param {{ tags?: Record<string, string> }} group */
function environmentOf({ tags = {} }) {
  return Object.entries(tags).find(([name]) => name.toLowerCase() === TAG)?.[1];
}
