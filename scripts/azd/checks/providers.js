import { checkVersions } from './api-versions.js';
import { stopOn } from '../base/rest.js';
import { Stop } from '../base/stop.js';
import { pollUntil } from '../base/waiting.js';

const API = 'api-version=2021-04-01';
const pace = { everyMs: 10_000, limitMs: 10 * 60_000 };

/**
 * Returns the resource providers that the deployment needs. Azure automatically registers only providers that a
 * template names. No template names Microsoft.App for Flex Consumption or Microsoft.ContainerService for container apps
 * in a network.
 */
function namespacesFor(/** @type {Record<string, string | undefined>} */ env) {
  const isContainer = env.HOSTING === 'containerApps';
  const isPrivate = env.NETWORK === 'private';
  return [
    'Microsoft.App',
    'Microsoft.Insights',
    'Microsoft.KeyVault',
    'Microsoft.ManagedIdentity',
    'Microsoft.OperationalInsights',
    'Microsoft.Storage',
    ...(isContainer ? [] : ['Microsoft.Web']),
    ...(isPrivate ? ['Microsoft.Network'] : []),
    ...(isContainer && isPrivate ? ['Microsoft.ContainerService'] : []),
    ...(env.CUSTOM_DOMAIN ? ['Microsoft.Cdn'] : []),
  ];
}

/**
 * Registers the resource providers of the stack that are not registered yet, waits for them, and checks that they
 * support the templates' API versions.
 * @param {import('../hook.js').HookContext} context
 */
export async function registerProviders({ env, arm, print, sleep, now }) {
  const root = `/subscriptions/${env.AZURE_SUBSCRIPTION_ID}/providers`;
  const find = (/** @type {string} */ name) => arm.request('GET', `${root}/${name}?${API}`);
  const found = [];
  for (const name of namespacesFor(env)) {
    const provider = await find(name);
    found.push(provider);
    if (provider.registrationState === 'Registered') continue;
    print(`Registering ${name} in the subscription …`);
    if (provider.registrationState !== 'Registering') await register(arm, `${root}/${name}`, name);
    const done = await pollUntil({ sleep, now }, pace, async () =>
      (await find(name)).registrationState === 'Registered' ? true : undefined,
    );
    if (!done) throw new Stop(`${name} is still being registered. Run azd up again in a few minutes.`);
  }
  checkVersions(found);
}

/** @param {import('../base/rest.js').Rest} arm @param {string} path @param {string} name */
async function register(arm, path, name) {
  const message = `The resource provider ${name} is not registered in the subscription, and you are not allowed to register it. Ask somebody with the role Contributor to run: az provider register --namespace ${name}`;
  await arm.request('POST', `${path}/register?${API}`).catch(stopOn([403], () => message));
}
