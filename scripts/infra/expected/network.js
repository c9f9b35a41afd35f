import { matcher } from '../compare.js';
import { cidrSubnet } from './cidr.js';

/** @typedef {import('./facts.js').Facts} Facts @typedef {import('./facts.js').Expected} Expected */

const NETWORK = 'Microsoft.Network';

/** @param {Facts} facts @returns {Expected[]} */
export function expectedNetwork(facts) {
  const { addressPrefix, dnsServers, id, isPrivate, location, names, tags } = facts;
  // These resources are needed only in a private network.
  if (!isPrivate) return [];
  const place = { location, tags };
  const name = names.network;
  return [
    {
      type: `${NETWORK}/publicIPAddresses`,
      name: `${name}-egress`,
      ...place,
      // A NAT gateway accepts only addresses of this SKU. The address must not change, because customers' policies
      // refer to it.
      sku: { name: 'Standard' },
      properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' },
    },
    {
      type: `${NETWORK}/natGateways`,
      name: `${name}-nat`,
      ...place,
      sku: { name: 'Standard' },
      properties: {
        idleTimeoutInMinutes: 4,
        publicIpAddresses: [{ id: id(`${NETWORK}/publicIPAddresses`, `${name}-egress`) }],
      },
    },
    {
      type: `${NETWORK}/networkSecurityGroups`,
      name: `${name}-endpoints`,
      ...place,
      properties: { securityRules: [httpsFromWithin, nothingElse] },
    },
    {
      type: `${NETWORK}/virtualNetworks`,
      name,
      ...place,
      properties: {
        addressSpace: { addressPrefixes: [addressPrefix] },
        // Absent by default, so that the network uses Azure's DNS and the zones that are linked to the network.
        dhcpOptions: dnsServers.length === 0 ? undefined : { dnsServers },
      },
    },
    {
      type: `${NETWORK}/virtualNetworks/subnets`,
      name: `${name}/app`,
      properties: {
        // Flex and Container Apps need at least a /27. A /24 is enough for all instances.
        addressPrefix: cidrSubnet(addressPrefix, 24, 0),
        // All outbound traffic must use the one public address.
        defaultOutboundAccess: false,
        natGateway: { id: id(`${NETWORK}/natGateways`, `${name}-nat`) },
        delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }],
      },
    },
    {
      type: `${NETWORK}/virtualNetworks/subnets`,
      name: `${name}/endpoints`,
      properties: {
        addressPrefix: cidrSubnet(addressPrefix, 24, 1),
        defaultOutboundAccess: false,
        // With the default, the security group would not apply to private endpoints.
        privateEndpointNetworkPolicies: 'Enabled',
        networkSecurityGroup: { id: id(`${NETWORK}/networkSecurityGroups`, `${name}-endpoints`) },
      },
    },
    ...endpointsOf(facts).flatMap((endpoint) => expectedEndpoint(facts, endpoint)),
  ];
}

const httpsFromWithin = {
  name: 'https-from-within',
  properties: {
    priority: 100,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: 'VirtualNetwork',
    sourcePortRange: '*',
    destinationAddressPrefix: 'VirtualNetwork',
    destinationPortRange: '443',
  },
};

/** Applies after the rule above, but before Azure's own rules, which allow all ports in the network. */
const nothingElse = {
  name: 'nothing-else',
  properties: {
    priority: 4096,
    direction: 'Inbound',
    access: 'Deny',
    protocol: '*',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '*',
  },
};

/**
 * The services with a private endpoint, and the DNS zones that Azure documents for them.
 * @param {Facts} facts @returns {{ name: string, group: string, target: string, zone: string | import('../compare.js').Matcher }[]}
 */
function endpointsOf({ hosts, ids, isClosed, isFlex, location }) {
  const zone = (/** @type {string} */ describe, /** @type {RegExp} */ pattern) =>
    matcher(describe, (found) => pattern.test(String(found)));
  const storage = (/** @type {string} */ service) =>
    zone(
      `privatelink.${service} in this cloud`,
      new RegExp(`format\\('privatelink\\.${service}\\.\\{0\\}', environment\\(\\)\\.suffixes\\.storage\\)`),
    );
  return [
    {
      name: 'vault',
      group: 'vault',
      target: ids.vault,
      // The DNS zone for `.vault.azure.net` names is `.vaultcore.azure.net`.
      zone: zone(
        'privatelink.vaultcore in this cloud',
        /format\('privatelink\{0\}', replace\(environment\(\)\.suffixes\.keyvaultDns, '\.vault\.', '\.vaultcore\.'\)\)/,
      ),
    },
    { name: 'blob', group: 'blob', target: ids.storage, zone: storage('blob') },
    { name: 'table', group: 'table', target: ids.storage, zone: storage('table') },
    ...(isClosed && isFlex
      ? [{ name: 'app', group: 'sites', target: ids.site, zone: `privatelink.${hosts.sitesDomain}` }]
      : []),
    ...(isClosed && !isFlex
      ? [
          {
            name: 'app',
            group: 'managedEnvironments',
            target: ids.environment,
            zone: `privatelink.${location}.${hosts.containerAppsDomain}`,
          },
        ]
      : []),
  ];
}

/** @param {Facts} facts @param {ReturnType<typeof endpointsOf>[number]} endpoint @returns {Expected[]} */
function expectedEndpoint(facts, { name, group, target, zone }) {
  const { id, ids, location, privateDnsGroupId, suffix, tags } = facts;
  const endpoint = `pe-${suffix}-${name}`;
  const inZone = (/** @type {string} */ before, /** @type {string} */ after) =>
    typeof zone === 'string'
      ? `${before}${zone}${after}`
      : matcher(
          `${before}${zone.describe}${after}`,
          (found) => zone.fits(found) && String(found).includes(after.slice(1)),
        );
  const zones = 'providers/Microsoft.Network/privateDnsZones';
  const ownZone = matcher('the zone in the group of your own zones', (found) => {
    const text = String(found);
    const isIn = text.includes(`${privateDnsGroupId}/${zones}/`) || text.includes(`'${privateDnsGroupId}'`);
    return isIn && (typeof zone === 'string' ? text.endsWith(`/${zone}`) : zone.fits(text));
  });
  const created = [
    { type: `${NETWORK}/privateDnsZones`, name: zone, location: 'global', tags },
    {
      type: `${NETWORK}/privateDnsZones/virtualNetworkLinks`,
      name: inZone('', '/network'),
      location: 'global',
      tags,
      // Portico has no machines to register in the zone.
      properties: { registrationEnabled: false, virtualNetwork: { id: ids.network } },
    },
  ];
  return [
    ...(privateDnsGroupId === '' ? created : []),
    {
      type: `${NETWORK}/privateEndpoints`,
      name: endpoint,
      location,
      tags,
      properties: {
        subnet: { id: `${ids.network}/subnets/endpoints` },
        privateLinkServiceConnections: [
          { name: group, properties: { privateLinkServiceId: target, groupIds: [group] } },
        ],
      },
    },
    {
      type: `${NETWORK}/privateEndpoints/privateDnsZoneGroups`,
      name: `${endpoint}/default`,
      properties: {
        privateDnsZoneConfigs: [
          {
            name: group,
            properties: {
              privateDnsZoneId:
                privateDnsGroupId !== ''
                  ? ownZone
                  : typeof zone === 'string'
                    ? id(`${NETWORK}/privateDnsZones`, zone)
                    : matcher(
                        `the id of ${zone.describe}`,
                        (found) =>
                          /^\[resourceId\([^()]*'Microsoft\.Network\/privateDnsZones', /.test(
                            String(found),
                          ) && zone.fits(found),
                      ),
            },
          },
        ],
      },
    },
  ];
}
