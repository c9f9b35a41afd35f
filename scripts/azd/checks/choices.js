import { Stop } from '../base/stop.js';
import { checkRules, oneOf, wholeNumber } from './rules.js';

const addressRanges = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}(,\s*\d{1,3}(\.\d{1,3}){3}\/\d{1,2})*$/;
const addresses = /^\d{1,3}(\.\d{1,3}){3}(,\s*\d{1,3}(\.\d{1,3}){3})*$/;
/** Matches an IPv4 range of /23 or larger, because the network contains two /24 subnets. */
const networkRange = /^\d{1,3}(\.\d{1,3}){3}\/([2-9]|1\d|2[0-3])$/;
const emails = /^[^\s,;@]+@[^\s,;@]+(\s*,\s*[^\s,;@]+@[^\s,;@]+)*,?$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const groupId = /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+$/i;
const registryId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/[a-z0-9]+$/i;

const trueOrFalse = oneOf(['true', 'false'], 'true or false');
const publicOrPrivate = oneOf(['public', 'private']);

/**
 * The values of single settings. Azure checks those of the templates, too, but only after the app registration was
 * created. The hooks compare switches with `true`, so any other value would count as `false`.
 * @type {Record<string, import('./rules.js').Rule>}
 */
const rules = {
  HOSTING: oneOf(['flex', 'containerApps']),
  NETWORK: publicOrPrivate,
  INBOUND: publicOrPrivate,
  STORAGE_REPLICATION: oneOf(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS']),
  INSTANCE_MEMORY_MB: oneOf(['512', '2048', '4096']),
  HTTP_CONCURRENCY: wholeNumber(1, 200),
  MAXIMUM_INSTANCES: wholeNumber(40, 1000),
  ALWAYS_READY: wholeNumber(0, 20),
  LOG_RETENTION_DAYS: wholeNumber(30, 730),
  LOG_DAILY_CAP_GB: wholeNumber(-1, Infinity),
  BUDGET_AMOUNT: wholeNumber(0, Infinity),
  ENTRA_ADMIN_CONSENT: trueOrFalse,
  ENTRA_MANAGE: trueOrFalse,
  RECOVER: trueOrFalse,
  ROTATE_SEAL_ROOT: trueOrFalse,
  ENTRA_PURGE: trueOrFalse,
};

/** Settings that are invalid on their own or in combination. */
const conflicts = [
  {
    when: (env) => env.HOSTING === 'containerApps' && !env.CONTAINER_IMAGE,
    say: 'HOSTING=containerApps needs an image: azd env set CONTAINER_IMAGE <registry>/portico:<version>',
  },
  {
    when: (env) => env.CONTAINER_IMAGE && /:\/\/|\s/.test(env.CONTAINER_IMAGE),
    say: 'CONTAINER_IMAGE must be the name of an image without https://, such as contoso.azurecr.io/portico:1.2.3.',
  },
  {
    when: (env) => env.HOSTING === 'containerApps' && env.CUSTOM_DOMAIN,
    say: 'CUSTOM_DOMAIN works only with HOSTING=flex. Bind the domain to the container app and set PUBLIC_URL instead.',
  },
  {
    when: (env) => env.CUSTOM_DOMAIN && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(env.CUSTOM_DOMAIN),
    say: 'CUSTOM_DOMAIN must be a host name in lower case, such as mcp.contoso.com.',
  },
  {
    when: (env) => env.CUSTOM_DOMAIN && env.PUBLIC_URL,
    say: 'CUSTOM_DOMAIN and PUBLIC_URL are mutually exclusive. With CUSTOM_DOMAIN, PUBLIC_URL is set automatically.',
  },
  {
    when: (env) => env.PUBLIC_URL && !/^https:\/\/[a-z0-9.-]+(:\d+)?$/.test(env.PUBLIC_URL),
    say: 'PUBLIC_URL must be an origin in lower case without a path, such as https://mcp.contoso.com.',
  },
  {
    when: (env) => env.HOSTING !== 'containerApps' && (env.CLOUD || 'public') !== 'public',
    say: 'Azure offers Flex Consumption only in the public cloud. In this cloud: azd env set HOSTING containerApps',
  },
  {
    when: (env) => env.HOSTING === 'containerApps' && env.PUBLIC_URL && !env.TRUSTED_PROXY_HOPS,
    say: 'PUBLIC_URL with HOSTING=containerApps needs the number of proxies: azd env set TRUSTED_PROXY_HOPS 1 if the domain is bound to the container app, or 2 if your own gateway is in front of it.',
  },
  {
    when: (env) => env.TRUSTED_PROXY_HOPS && !/^[1-5]$/.test(env.TRUSTED_PROXY_HOPS),
    say: 'TRUSTED_PROXY_HOPS must be from 1 to 5: the number of proxies in front of the app, including the one that Azure provides.',
  },
  {
    when: (env) => env.ENTRA_CLIENT_ID && !guid.test(env.ENTRA_CLIENT_ID),
    say: 'ENTRA_CLIENT_ID must be the application (client) id of the app registration, a GUID.',
  },
  {
    when: (env) => env.ALERT_EMAILS && !emails.test(env.ALERT_EMAILS.trim()),
    say: 'ALERT_EMAILS must be email addresses separated by commas.',
  },
  {
    when: (env) => env.ADDRESS_PREFIX && !networkRange.test(env.ADDRESS_PREFIX),
    say: 'ADDRESS_PREFIX must be an IPv4 range of /23 or larger, such as 10.71.0.0/22.',
  },
  {
    when: (env) => env.GATEWAY_ADDRESSES && !addressRanges.test(env.GATEWAY_ADDRESSES),
    say: 'GATEWAY_ADDRESSES must be IPv4 ranges separated by commas, such as 203.0.113.7/32.',
  },
  {
    when: (env) => env.GATEWAY_ADDRESSES && env.CUSTOM_DOMAIN,
    say: 'GATEWAY_ADDRESSES and CUSTOM_DOMAIN are mutually exclusive: with CUSTOM_DOMAIN the app accepts requests only from its Front Door.',
  },
  {
    when: (env) => env.CONTAINER_REGISTRY_ID && !registryId.test(env.CONTAINER_REGISTRY_ID),
    say: 'CONTAINER_REGISTRY_ID must be the resource id of an Azure Container Registry: /subscriptions/…/providers/Microsoft.ContainerRegistry/registries/<name>.',
  },
  {
    when: (env) => env.HOSTING === 'containerApps' && env.CONTAINER_REGISTRY_ID && !isInRegistry(env),
    say: 'CONTAINER_IMAGE must begin with the login server of the registry CONTAINER_REGISTRY_ID, such as contoso.azurecr.io/portico:1.2.3. If the image is elsewhere: azd env set CONTAINER_REGISTRY_ID=',
  },
  {
    when: (env) => env.PRIVATE_DNS_GROUP_ID && !groupId.test(env.PRIVATE_DNS_GROUP_ID),
    say: 'PRIVATE_DNS_GROUP_ID must be the resource id of the resource group with your private DNS zones: /subscriptions/…/resourceGroups/<name>.',
  },
  {
    when: (env) => env.DNS_SERVERS && !addresses.test(env.DNS_SERVERS),
    say: 'DNS_SERVERS must be IPv4 addresses separated by commas, such as 10.0.0.4.',
  },
  {
    when: (env) => env.DNS_SERVERS && !(env.NETWORK === 'private' && env.PRIVATE_DNS_GROUP_ID),
    say: 'DNS_SERVERS needs NETWORK=private, and PRIVATE_DNS_GROUP_ID with the zones that these servers resolve.',
  },
  {
    when: (env) => env.INBOUND === 'private' && env.NETWORK !== 'private',
    say: 'INBOUND=private needs NETWORK=private; without a private network nobody could reach Portico.',
  },
  {
    when: (env) => env.INBOUND === 'private' && env.CUSTOM_DOMAIN,
    say: 'INBOUND=private and CUSTOM_DOMAIN are mutually exclusive, because Front Door is outside the private network.',
  },
];

/**
 * Whether the image names the registry to which the app signs in. Its host begins with the registry's name, which a hash
 * may follow after a hyphen.
 * @param {Record<string, string | undefined>} env
 */
function isInRegistry({ CONTAINER_IMAGE: image = '', CONTAINER_REGISTRY_ID: id = '' }) {
  const name = id.toLowerCase().split('/').at(-1);
  const [host = '', ...path] = image.toLowerCase().split('/');
  return path.length > 0 && (host.startsWith(`${name}.`) || host.startsWith(`${name}-`));
}

/** azd prompts for these values, but only `azd up` prompts before the hooks run. */
const required = ['AZURE_ENV_NAME', 'AZURE_SUBSCRIPTION_ID', 'AZURE_LOCATION'];

/**
 * Throws if required settings are missing from the azd environment, or if settings cannot work, alone or together.
 * @param {Pick<import('../hook.js').HookContext, 'env' | 'cloud' | 'azureCloud'>} context
 */
export async function checkChoices({ env, cloud, azureCloud }) {
  const missing = required.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Stop(`${missing.join(' and ')} is not set. Run azd up, or: azd env set ${missing[0]} <value>`);
  }
  checkRules(rules, (name) => env[name] ?? '');
  for (const { when, say } of conflicts) if (when(env)) throw new Stop(say);
  const signedInTo = await azureCloud();
  if (signedInTo !== cloud.azure) {
    throw new Stop(
      `CLOUD=${env.CLOUD || 'public'} belongs to ${cloud.azure}, but azd is configured for ${signedInTo}. Change it with: azd config set cloud.name ${cloud.azure}`,
    );
  }
}
