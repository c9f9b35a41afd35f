import { differences, everyOf, label } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

const data = ['Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults'];

/** Each part of a service that the private stack reaches inside, and the beginning of its private zone. */
const inside = [
  { group: 'vault', zone: /^privatelink\.vaultcore\.|^\[.*privatelink.*keyvaultDns.*\.vaultcore\./ },
  { group: 'blob', zone: /privatelink\.blob\./ },
  { group: 'table', zone: /privatelink\.table\./ },
  { group: 'sites', zone: /^privatelink\.azurewebsites\.net(\/|$)/ },
];

/** What is private is open to nobody outside; what is public answers. @param {Prediction} prediction @param {Stack} stack */
export function doorsAsChosen(prediction, stack) {
  const access = stack.private ? 'Disabled' : 'Enabled';
  const app = stack.hosting === 'flex' ? 'Microsoft.Web/sites' : 'Microsoft.App/managedEnvironments';
  return [
    ...[...data, app].flatMap((type) =>
      everyOf(prediction, type, { 'properties.publicNetworkAccess': access }),
    ),
    ...data.flatMap((type) =>
      everyOf(prediction, type, {
        'properties.networkAcls.defaultAction': stack.private ? 'Deny' : 'Allow',
        'properties.networkAcls.ipRules': undefined,
        'properties.networkAcls.virtualNetworkRules': undefined,
      }),
    ),
    ...everyOf(prediction, 'Microsoft.Storage/storageAccounts', { 'properties.networkAcls.bypass': 'None' }),
    // A deployment writes the seal root as a service that Key Vault trusts.
    ...everyOf(prediction, 'Microsoft.KeyVault/vaults', { 'properties.networkAcls.bypass': 'AzureServices' }),
  ];
}

/** The private stack reaches its services inside, by name. @param {Prediction} prediction @param {Stack} stack */
export function endpointsInside(prediction, stack) {
  if (!stack.private) {
    return prediction.resources
      .filter(({ type }) => type.startsWith('Microsoft.Network/'))
      .map((resource) => `${label(resource)} costs money in a stack that is not private.`);
  }
  const endpoints = prediction.of('Microsoft.Network/privateEndpoints');
  return inside.flatMap(({ group, zone }) => {
    const endpoint = endpoints.find(({ properties }) => groupsOf(properties).includes(group));
    if (endpoint === undefined) return [`There is no private endpoint for ${group}.`];
    const zones = prediction.of('Microsoft.Network/privateDnsZones').filter(({ name }) => zone.test(name));
    const named = prediction
      .of('Microsoft.Network/privateEndpoints/privateDnsZoneGroups')
      .some(({ name, properties }) => name.startsWith(`${endpoint.name}/`) && zone.test(zoneIn(properties)));
    const linked = prediction
      .of('Microsoft.Network/privateDnsZones/virtualNetworkLinks')
      .some(
        ({ name, properties }) =>
          zone.test(name) && /virtualNetworks\/vnet-/.test(properties.virtualNetwork?.id),
      );
    return [
      ...differences(endpoint, {
        'properties.subnet.id': /\/subnets\/endpoints$/,
        'properties.privateLinkServiceConnections.0.properties.privateLinkServiceId': targets[group],
      }),
      ...(zones.length === 1 ? [] : [`There has to be one private zone for ${group}.`]),
      ...(named ? [] : [`The private endpoint for ${group} gets no name.`]),
      ...(linked ? [] : [`The private zone for ${group} is not linked to the network.`]),
    ];
  });
}

/** @type {Record<string, RegExp>} */
const targets = {
  vault: /\/Microsoft\.KeyVault\/vaults\/kv-/,
  blob: /\/Microsoft\.Storage\/storageAccounts\/st/,
  table: /\/Microsoft\.Storage\/storageAccounts\/st/,
  sites: /\/Microsoft\.Web\/sites\/func-/,
};

/** @param {Record<string, any>} properties @returns {readonly string[]} */
function groupsOf(properties) {
  return properties.privateLinkServiceConnections?.[0]?.properties?.groupIds ?? [];
}

/** @param {Record<string, any>} properties */
function zoneIn(properties) {
  const id = String(properties.privateDnsZoneConfigs?.[0]?.properties?.privateDnsZoneId);
  return id.startsWith('[') ? id : (id.split('/').at(-1) ?? '');
}

/** In the private stack all goes out by one address, and nothing comes in but https. @param {Prediction} prediction @param {Stack} stack */
export function oneWayOut(prediction, stack) {
  if (!stack.private) return [];
  const subnets = prediction.of('Microsoft.Network/virtualNetworks/subnets');
  const [app, endpoints] = ['app', 'endpoints'].map((name) =>
    subnets.find((one) => one.name.endsWith(`/${name}`)),
  );
  if (app === undefined || endpoints === undefined)
    return ['The network needs the subnets app and endpoints.'];
  return [
    ...differences(app, {
      'properties.natGateway.id': /\/natGateways\//,
      'properties.delegations.0.properties.serviceName': 'Microsoft.App/environments',
      'properties.defaultOutboundAccess': false,
    }),
    ...differences(endpoints, {
      'properties.networkSecurityGroup.id': /\/networkSecurityGroups\//,
      'properties.privateEndpointNetworkPolicies': 'Enabled',
      'properties.defaultOutboundAccess': false,
    }),
    ...everyOf(prediction, 'Microsoft.Web/sites', { 'properties.virtualNetworkSubnetId': /\/subnets\/app$/ }),
    ...everyOf(prediction, 'Microsoft.Network/natGateways', {
      'properties.publicIpAddresses.0.id': /\/publicIPAddresses\//,
    }),
    ...everyOf(prediction, 'Microsoft.Network/publicIPAddresses', {
      'sku.name': 'Standard',
      'properties.publicIPAllocationMethod': 'Static',
    }),
    ...prediction.of('Microsoft.Network/networkSecurityGroups').flatMap((group) => ruleProblems(group)),
  ];
}

/** @param {import('../prediction.js').Resource} group */
function ruleProblems(group) {
  const rules = /** @type {any[]} */ (group.properties.securityRules ?? []).map(
    ({ properties }) => properties,
  );
  const open = rules.filter(
    ({ access, direction, sourceAddressPrefix: from }) =>
      access === 'Allow' && direction === 'Inbound' && from !== 'VirtualNetwork',
  );
  const closed = rules.some(
    ({ access, direction, sourceAddressPrefix: from, protocol, destinationPortRange: port }) =>
      access === 'Deny' && direction === 'Inbound' && from === '*' && protocol === '*' && port === '*',
  );
  return [
    ...open.map(({ sourceAddressPrefix: from }) => `${label(group)} lets ${from} in.`),
    ...(closed ? [] : [`${label(group)} does not refuse the rest.`]),
  ];
}
