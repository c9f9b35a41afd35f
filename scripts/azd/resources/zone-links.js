import { networkName } from '../base/names.js';
import { insteadOf } from '../base/rest.js';
import { groupPath, groupTags } from './resource-group.js';

const ENDPOINTS = 'api-version=2024-07-01';
const ZONES = 'api-version=2024-06-01';

/**
 * Links your own private DNS zones to the network of the stack, so that the app finds its vault and its tables. With
 * DNS_SERVERS the network uses your servers instead. The templates do not create the links, because `azd down --force`
 * may delete every resource group that a deployment wrote to. Returns a task for each zone that somebody else has to
 * link.
 * @param {import('../hook.js').HookContext} context @returns {Promise<string[][]>}
 */
export async function linkZones(context) {
  const { env } = context;
  if (env.NETWORK !== 'private' || !env.PRIVATE_DNS_GROUP_ID || env.DNS_SERVERS) return [];
  const tasks = [];
  for (const zone of await zonesOfEndpoints(context)) {
    const isLinked = await linkZone(context, zone).catch(insteadOf([403], false));
    if (!isLinked)
      tasks.push([`Have the private DNS zone ${zone} linked to the virtual network ${networkId(env)}.`]);
  }
  return tasks;
}

/**
 * The ids of the zones in which the private endpoints of the stack are registered. Empty before the first deployment.
 * @param {import('../hook.js').HookContext} context @returns {Promise<string[]>}
 */
async function zonesOfEndpoints({ env, arm }) {
  const root = `${groupPath(env)}/providers/Microsoft.Network/privateEndpoints`;
  const endpoints = await arm.find(`${root}?${ENDPOINTS}`);
  const zones = [];
  for (const { name } of endpoints?.value ?? []) {
    const groups = await arm.request('GET', `${root}/${name}/privateDnsZoneGroups?${ENDPOINTS}`);
    for (const { properties } of groups.value)
      for (const config of properties.privateDnsZoneConfigs) zones.push(config.properties.privateDnsZoneId);
  }
  return [...new Set(zones)];
}

/**
 * Links a zone to the network. Does nothing if a link exists, even under another name, because Azure allows only one
 * link between a zone and a network.
 * @param {import('../hook.js').HookContext} context @param {string} zone the id
 */
async function linkZone({ env, arm, print }, zone) {
  const id = networkId(env);
  const links = `${zone}/virtualNetworkLinks`;
  const { value } = await arm.request('GET', `${links}?${ZONES}`);
  const isOurs = (/** @type {any} */ { properties }) =>
    properties.virtualNetwork?.id.toLowerCase() === id.toLowerCase();
  if (value.some(isOurs)) return true;
  await arm.request('PUT', `${links}/${networkName(env.PORTICO_SUFFIX ?? '')}?${ZONES}`, {
    body: {
      location: 'global',
      tags: groupTags(env),
      properties: { registrationEnabled: false, virtualNetwork: { id } },
    },
  });
  print(
    `The private DNS zone ${zone.split('/').at(-1)} was linked to ${networkName(env.PORTICO_SUFFIX ?? '')}.`,
  );
  return true;
}

/** @param {Record<string, string | undefined>} env */
function networkId(env) {
  return `${groupPath(env)}/providers/Microsoft.Network/virtualNetworks/${networkName(env.PORTICO_SUFFIX ?? '')}`;
}
