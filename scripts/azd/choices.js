import { Stop } from './stop.js';

/** Combinations of settings that cannot work. The templates check single values. */
const conflicts = [
  {
    when: (env) => env.HOSTING === 'containerApps' && !env.CONTAINER_IMAGE,
    say: 'HOSTING=containerApps needs an image: azd env set CONTAINER_IMAGE <registry>/portico:<version>',
  },
  {
    when: (env) => env.HOSTING === 'containerApps' && env.CUSTOM_DOMAIN,
    say: 'CUSTOM_DOMAIN works with HOSTING=flex only. Bind the domain to the container app and set PUBLIC_URL instead.',
  },
  {
    when: (env) => env.CUSTOM_DOMAIN && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(env.CUSTOM_DOMAIN),
    say: 'CUSTOM_DOMAIN must be a host name in lower case, such as mcp.contoso.com.',
  },
  {
    when: (env) => env.CUSTOM_DOMAIN && env.PUBLIC_URL,
    say: 'CUSTOM_DOMAIN and PUBLIC_URL exclude each other. With CUSTOM_DOMAIN, PUBLIC_URL is set automatically.',
  },
  {
    when: (env) => env.PUBLIC_URL && !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(env.PUBLIC_URL),
    say: 'PUBLIC_URL must be an origin without a path, such as https://mcp.contoso.com.',
  },
  {
    when: (env) => env.INBOUND === 'private' && env.NETWORK !== 'private',
    say: 'INBOUND=private needs NETWORK=private; without a private network nobody could reach Portico.',
  },
  {
    when: (env) => env.INBOUND === 'private' && env.CUSTOM_DOMAIN,
    say: 'INBOUND=private and CUSTOM_DOMAIN exclude each other, because Front Door is outside the private network.',
  },
];

/** azd prompts for these values, but only `azd up` does so before the hooks run. */
const required = ['AZURE_ENV_NAME', 'AZURE_SUBSCRIPTION_ID', 'AZURE_LOCATION'];

/**
 * Throws if settings in the azd environment are missing or exclude each other.
 * @param {import('./hook.js').HookContext} context
 */
export async function checkChoices({ env, cloud, azureCloud }) {
  const missing = required.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Stop(`${missing.join(' and ')} is not set. Run azd up, or: azd env set ${missing[0]} <value>`);
  }
  for (const { when, say } of conflicts) if (when(env)) throw new Stop(say);
  const signedInTo = await azureCloud();
  if (signedInTo !== cloud.azure) {
    throw new Stop(
      `CLOUD=${env.CLOUD || 'public'} belongs to ${cloud.azure}, but azd is configured for ${signedInTo}. Change it with: azd config set cloud.name ${cloud.azure}`,
    );
  }
}
