import { differences, everyOf, label } from '../prediction.js';

/** @typedef {import('../prediction.js').Prediction} Prediction @typedef {import('../stacks.js').Stack} Stack */

const data = ['Microsoft.Storage/storageAccounts', 'Microsoft.KeyVault/vaults'];

/** The private endpoints of the private stack, and their private DNS zones. */
const inside = [
  { group: 'vault', zone: /^privatelink\.vaultcore\.|^\[.*privatelink.*keyvaultDns.*\.vaultcore\./ },
  { group: 'blob', zone: /privatelink\.blob\./ },
  { group: 'table', zone: /privatelink\.table\./ },
  { group: 'sites', zone: /^privatelink\.azurewebsites\.net(\/|$)/ },
];

/** Checks that a private stack has no public access and that a public one does. @param {Prediction} prediction @param {Stack} stack */
export function checkPublicAccess(prediction, stack) {
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
    // The deployment that writes the seal root is a trusted service of Key Vault.
    ...everyOf(prediction, 'Microsoft.KeyVault/vaults', { 'properties.networkAcls.bypass': 'AzureServices' }),
  ];
}

/** Checks that a private stack reaches its services through private endpoints and private DNS. @param {Prediction} prediction @param {Stack} stack */
export function checkPrivateEndpoints(prediction, stack) {
  if (!stack.private) {
    return prediction.resources
      .filter(({ type }) => type.startsWith('Microsoft.Network/'))
      .map((resource) => `${label(resource)} costs money, but the stack is not private.`);
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
      ...(zones.length === 1 ? [] : [`There must be exactly one private DNS zone for ${group}.`]),
      ...(named ? [] : [`The private endpoint for ${group} has no DNS record.`]),
      ...(linked ? [] : [`The private DNS zone for ${group} is not linked to the network.`]),
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

/** The private stack has one outbound address and accepts only HTTPS. @param {Prediction} prediction @param {Stack} stack */
export function checkOutbound(prediction, stack) {
  if (!stack.private) return [];
  const subnets = prediction.of('Microsoft.Network/virtualNetworks/subnets');
  const [app, endpoints] = ['app', 'endpoints'].map((name) =>
    subnets.find((one) => one.name.endsWith(`/${name}`)),
  );
  if (app === undefined || endpoints === undefined)
    return ['The network must have the subnets app and endpoints.'];
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
    ...open.map(({ sourceAddressPrefix: from }) => `${label(group)} allows inbound traffic from ${from}.`),
    ...(closed ? [] : [`${label(group)} does not deny all other traffic.`]),
  ];
}
