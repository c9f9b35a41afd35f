import { Stop } from '../base/stop.js';

/**
 * The resource group of this environment; the templates use the same name.
 * @param {Record<string, string | undefined>} env
 */
export function groupName(env) {
  return `rg-${env.AZURE_ENV_NAME}`;
}

/** @param {import('../hook.js').HookContext} context @param {string} name */
export async function groupExists({ env, arm }, name) {
  const path = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/resourcegroups/${name}`;
  return (await arm.find(`${path}?api-version=2021-04-01`)) !== undefined;
}

/**
 * Throws if the environment was renamed after its deployment, because a second stack with the same names would fail.
 * @param {import('../hook.js').HookContext} context
 */
export async function checkEnvironmentName(context) {
  const { env } = context;
  const before = env.AZURE_RESOURCE_GROUP;
  if (!before || before === groupName(env) || !(await groupExists(context, before))) return;
  const oldName = before.replace(/^rg-/, '');
  throw new Stop(
    `This environment was deployed as ${oldName} (resource group ${before}) and its name is now ${env.AZURE_ENV_NAME}. Rename its folder in .azure and AZURE_ENV_NAME in its .env file back to ${oldName}, or create a separate stack: azd env new <name>`,
  );
}
