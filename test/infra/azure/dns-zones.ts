import { refuse, type Answer, type ServiceRequest } from './service.ts';

const group = '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns';
const zones = `${group}/providers/Microsoft.Network/privateDnsZones`;

/** Stand-in for an organisation's own private DNS zones, in another subscription. */
export type DnsZones = {
  /** The id of the resource group that holds the zones. */
  readonly groupId: string;
  readonly zoneId: (zone: string) => string;
  /** Zone → link name → id of the linked network. */
  readonly links: Map<string, Map<string, string>>;
  /** Zones linked with auto-registration, in which machines in the network register themselves. */
  readonly registering: string[];
  /** The actions that the user may perform in the resource group. */
  actions: string[];
  /** Returns undefined for requests that are not about the zones. */
  readonly answer: (incoming: ServiceRequest) => Answer | undefined;
};

/** Creates the private DNS zones of Key Vault and storage, without links. */
export function createDnsZones(): DnsZones {
  const names = ['vaultcore.azure.net', 'blob.core.windows.net', 'table.core.windows.net'];
  const dns: DnsZones = {
    groupId: group,
    zoneId: (zone) => `${zones}/privatelink.${zone}`,
    links: new Map(names.map((name) => [`privatelink.${name}`, new Map<string, string>()])),
    registering: [],
    actions: ['Microsoft.Network/privateDnsZones/*'],
    answer: ({ method, path, body }) => {
      if (!path.startsWith(group)) return undefined;
      const rest = path.slice(group.length);
      if (rest === '/providers/Microsoft.Authorization/permissions')
        return { status: 200, json: { value: [{ actions: dns.actions }] } };
      const [, zone = '', name] =
        /\/privateDnsZones\/([\w.]+)\/virtualNetworkLinks(?:\/([\w-]+))?$/.exec(rest) ?? [];
      const links = dns.links.get(zone);
      if (links === undefined) return refuse(404, 'ResourceNotFound');
      if (method === 'GET') {
        const value = [...links].map(([, id]) => ({ properties: { virtualNetwork: { id } } }));
        return { status: 200, json: { value } };
      }
      if (dns.actions[0] !== 'Microsoft.Network/privateDnsZones/*') return refuse(403, 'AuthorizationFailed');
      const { properties } = body as {
        properties: { registrationEnabled: boolean; virtualNetwork: { id: string } };
      };
      const { id } = properties.virtualNetwork;
      if (properties.registrationEnabled) dns.registering.push(zone);
      // As on Azure, a network can be linked to a zone only once.
      if ([...links.values()].includes(id))
        return refuse(400, 'BadRequest', 'A virtual network link exists.');
      links.set(name!, id);
      return { status: 201, json: {}, wrote: true };
    },
  };
  return dns;
}
