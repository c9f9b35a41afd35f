import { Stop } from './stop.js';

/** A sentence for each set of choices that cannot work; what the templates check by themselves is not here. */
const conflicts = [
  {
    when: (env) => env.HOSTING === 'containerApps' && !env.CONTAINER_IMAGE,
    say: 'HOSTING=containerApps needs an image: azd env set CONTAINER_IMAGE <registry>/portico:<version>',
  },
  {
    when: (env) => env.HOSTING === 'containerApps' && env.CUSTOM_DOMAIN,
    say: 'CUSTOM_DOMAIN is for HOSTING=flex: bind the domain to the container app and set PUBLIC_URL instead.',
  },
  {
    when: (env) => env.CUSTOM_DOMAIN && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(env.CUSTOM_DOMAIN),
    say: 'CUSTOM_DOMAIN has to be a host name in lower case, such as mcp.contoso.com.',
  },
  {
    when: (env) => env.CUSTOM_DOMAIN && env.PUBLIC_URL,
    say: 'CUSTOM_DOMAIN and PUBLIC_URL exclude each other: with the first, the second follows from it.',
  },
  {
    when: (env) => env.PUBLIC_URL && !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(env.PUBLIC_URL),
    say: 'PUBLIC_URL has to be an origin, such as https://mcp.contoso.com, without a path.',
  },
  {
    when: (env) => env.INBOUND === 'private' && env.NETWORK !== 'private',
    say: 'INBOUND=private needs NETWORK=private: without a network nobody could call.',
  },
  {
    when: (env) => env.INBOUND === 'private' && env.CUSTOM_DOMAIN,
    say: 'INBOUND=private and CUSTOM_DOMAIN exclude each other: Front Door calls from outside.',
  },
];

/** What azd asks for itself, and only `azd up` before the hooks run. */
const asked = ['AZURE_ENV_NAME', 'AZURE_SUBSCRIPTION_ID', 'AZURE_LOCATION'];

/**
 * Stops where the choices in the azd environment cannot be had together.
 * @param {import('./hook.js').HookContext} context
 */
export async function checkChoices({ env, cloud, azureCloud }) {
  const missing = asked.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Stop(
      `${missing.join(' and ')} is not known yet: run azd up, or azd env set ${missing[0]} <value>.`,
    );
  }
  for (const { when, say } of conflicts) if (when(env)) throw new Stop(say);
  const signedInTo = await azureCloud();
  if (signedInTo !== cloud.azure) {
    throw new Stop(
      `CLOUD=${env.CLOUD || 'public'} is in ${cloud.azure}, but azd is set to ${signedInTo}: azd config set cloud.name ${cloud.azure}`,
    );
  }
}
