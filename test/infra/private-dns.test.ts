import { afterEach, describe, expect, it } from 'vitest';

import { startPortico, type World } from './azure/world.ts';

let world: World;
afterEach(() => world.close());

const ownZones = '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns';
const settings = { NETWORK: 'private', PRIVATE_DNS_GROUP_ID: ownZones };
const seen = () => world.azd.seen.join('\n');
const network = () =>
  `/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-prod/providers/Microsoft.Network/virtualNetworks/vnet-${world.env['PORTICO_SUFFIX']}`;
const links = () => [...world.azure.dns.links.values()].map((zone) => Object.fromEntries(zone));

describe("the organisation's own private DNS zones", () => {
  it('are linked to the network once, so that the app finds its vault and tables', async () => {
    world = await startPortico(settings);
    expect(await world.azd.up()).toBeUndefined();
    const link = { [`vnet-${world.env['PORTICO_SUFFIX']}`]: network() };
    expect(links()).toEqual([link, link, link]);
    expect(world.azure.dns.registering).toEqual([]);
    const before = world.writes.length;
    expect(await world.azd.up()).toBeUndefined();
    expect(world.writes).toHaveLength(before);
  });

  it('keep a link that somebody else made under another name', async () => {
    world = await startPortico(settings);
    await world.run('preprovision');
    for (const zone of world.azure.dns.links.values()) zone.set('by-policy', network().toUpperCase());
    expect(await world.azd.up()).toBeUndefined();
    expect(links().map((zone) => Object.keys(zone))).toEqual([['by-policy'], ['by-policy'], ['by-policy']]);
  });

  it('are reported for somebody else to link if the user is allowed to use the zones but not to link them', async () => {
    world = await startPortico(settings);
    world.azure.dns.actions = ['Microsoft.Network/privateDnsZones/join/action'];
    expect(await world.azd.provision()).toBeUndefined();
    expect(links()).toEqual([{}, {}, {}]);
    for (const zone of ['vaultcore.azure.net', 'blob.core.windows.net', 'table.core.windows.net'])
      expect(seen()).toContain(
        `rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.${zone} linked to`,
      );
  });

  it('are not linked to a network with its own DNS servers', async () => {
    world = await startPortico({ ...settings, DNS_SERVERS: '10.0.0.4' });
    expect(await world.azd.up()).toBeUndefined();
    expect(links()).toEqual([{}, {}, {}]);
    expect(seen()).not.toContain('linked to');
  });

  it('are linked before a second attempt if the first deployment failed', async () => {
    world = await startPortico(settings);
    await world.run('preprovision');
    world.deploy();
    await world.run('preprovision');
    expect(links().every((zone) => Object.values(zone).includes(network()))).toBe(true);
  });

  it.each([
    { lacks: 'the right to use them', actions: ['Microsoft.Network/privateDnsZones/read'], group: ownZones },
    { lacks: 'an existing group', actions: [], group: ownZones.replace('3333', '4444') },
  ])('stop azd up before anything is created if $lacks is missing', async ({ actions, group }) => {
    world = await startPortico({ ...settings, PRIVATE_DNS_GROUP_ID: group });
    world.azure.dns.actions = actions;
    expect(await world.azd.up()).toMatch(
      group === ownZones
        ? /privateDnsZones\/join\/action .*rg-dns.*role Private DNS Zone Contributor/
        : /rg-dns cannot be read/,
    );
    expect(world.writes).toEqual(['azd env set AZURE_TENANT_ID']);
  });
});

describe('new private DNS zones', () => {
  it('are linked by the templates, not by a hook', async () => {
    world = await startPortico({ NETWORK: 'private' });
    expect(await world.azd.up()).toBeUndefined();
    expect(links()).toEqual([{}, {}, {}]);
  });
});
