import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Fictitious ids, used to predict what a deployment creates. */
export const subscriptionId = '11111111-1111-4111-8111-111111111111';
export const tenantId = '22222222-2222-4222-8222-222222222222';

/**
 * Together, the stacks in infra/stacks/ cover every branch of the templates. `defaults` has no file and uses the values
 * that azd passes if nothing is set.
 */
export const stackNames = ['minimal', 'private', 'domain', 'gateway', 'usgov', 'china', 'defaults'];

/**
 * The values of main.bicep's parameters for one stack.
 * @typedef {{ environmentName: string, location: string, suffix: string, cloud: string, entraClientId: string,
 *   hosting: string, containerImage: string, customDomain: string, publicUrl: string, trustedProxyHops: string,
 *   gatewayAddresses: string, containerRegistryId: string, containerDomains: string, network: string, inbound: string, addressPrefix: string,
 *   privateDnsGroupId: string, dnsServers: string, instanceMemoryMB: number, httpConcurrency: number, maximumInstances: number,
 *   alwaysReady: number, vaultCreateMode: string, logRetentionDays: number, logDailyCapGB: number,
 *   storageReplication: string, alertEmails: string, budgetAmount: number, budgetStart: string,
 *   settings: Record<string, string> }} Parameters
 * @typedef {Parameters & { name: string }} Stack
 */

/**
 * The values of a new environment. docs/deploy.md documents them.
 * @type {Omit<Parameters, 'settings'>}
 */
export const defaults = {
  environmentName: 'defaults',
  location: 'westeurope',
  // Chosen by the preprovision hook.
  suffix: 'n4yb8kq2zt',
  entraClientId: '6f1f2a60-7d2e-4b0e-9a57-0c6a9f1b7c11',
  cloud: 'public',
  hosting: 'flex',
  containerImage: '',
  customDomain: '',
  publicUrl: '',
  trustedProxyHops: '',
  gatewayAddresses: '',
  containerRegistryId: '',
  // Read from the container app by the preprovision hook.
  containerDomains: '',
  network: 'public',
  inbound: 'public',
  // Four subnets of 256 addresses. Company networks rarely use this range, so peering rarely causes a conflict.
  addressPrefix: '10.71.0.0/22',
  privateDnsGroupId: '',
  dnsServers: '',
  // The size that Azure recommends for Node.
  instanceMemoryMB: 2048,
  // Half of the limit in host.json. One instance can run this many calls, because calls spend most of their time
  // waiting for Graph.
  httpConcurrency: 100,
  // The minimum that Azure allows.
  maximumInstances: 40,
  alwaysReady: 0,
  vaultCreateMode: 'default',
  // Microsoft Sentinel includes 90 days of retention at no charge.
  logRetentionDays: 90,
  // A cap would also drop the audit log.
  logDailyCapGB: -1,
  storageReplication: 'Standard_LRS',
  alertEmails: '',
  budgetAmount: 0,
  budgetStart: '',
};

/**
 * Reads a stack's parameters from its file. A missing parameter has its default from main.bicep, which is always empty.
 * @param {string} folder infra/ @param {string} name @returns {Promise<Stack>}
 */
export async function readStack(folder, name) {
  if (name === 'defaults')
    return { ...defaults, name, settings: emptySettings(await readParameters(folder)) };
  const text = await readFile(join(folder, 'stacks', `${name}.bicepparam`), 'utf8');
  const single = [...text.matchAll(/^param (\w+) = (?:'([^']*)'|(-?\d+))$/gm)].map((match) => [
    match[1],
    match[2] ?? Number(match[3]),
  ]);
  const block = /^param settings = \{([^}]*)\}/m.exec(text)?.[1] ?? '';
  const settings = [...block.matchAll(/(\w+): '([^']*)'/g)].map((match) => [match[1], match[2]]);
  const empty = Object.fromEntries(
    Object.entries(defaults).map(([key, value]) => [key, value === '' ? '' : undefined]),
  );
  return { ...empty, ...Object.fromEntries(single), name, settings: Object.fromEntries(settings) };
}

/** @param {string} folder @returns {Promise<Record<string, { value: any }>>} */
async function readParameters(folder) {
  return JSON.parse(await readFile(join(folder, 'main.parameters.json'), 'utf8')).parameters;
}

/**
 * Returns every setting with an empty value, because azd passes every setting. If a setting is empty, the code uses its
 * default.
 * @param {Record<string, { value: any }>} parameters
 */
function emptySettings({ settings }) {
  return Object.fromEntries(Object.keys(settings?.value ?? {}).map((name) => [name, '']));
}

/**
 * Returns the parameter file of the stack `defaults`: azd's own file with only the values that azd prompts for and
 * those that the preprovision hook chooses.
 * @param {string} folder @returns {Promise<string>}
 */
export async function defaultsFile(folder) {
  const parameters = await readParameters(folder);
  const given = /** @type {Record<string, string>} */ ({
    AZURE_ENV_NAME: defaults.environmentName,
    AZURE_LOCATION: defaults.location,
    PORTICO_SUFFIX: defaults.suffix,
    ENTRA_CLIENT_ID: defaults.entraClientId,
  });
  const fill = (/** @type {unknown} */ text) =>
    String(text).replaceAll(/\$\{(\w+)(?:=([^}]*))?\}/g, (_, name, fallback = '') => given[name] ?? fallback);
  const template = await readFile(join(folder, 'main.bicep'), 'utf8');
  const isNumber = (/** @type {string} */ name) => new RegExp(`^param ${name} int`, 'm').test(template);
  const lines = Object.entries(parameters).map(([name, { value }]) => {
    if (typeof value === 'object') {
      const items = Object.entries(value).map(([key, text]) => `  ${key}: '${fill(text)}'`);
      return `param ${name} = {\n${items.join('\n')}\n}`;
    }
    const text = fill(value);
    return `param ${name} = ${isNumber(name) && /^-?\d+$/.test(text) ? text : `'${text}'`}`;
  });
  return [`using '../main.bicep'`, '', ...lines, ''].join('\n');
}
