import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { groupsIn } from '../../../src/standins/tenant/directory.ts';
import { guid } from '../../../src/standins/tenant/ids.ts';
import { addChannel, channelsOf, postsOf } from '../../../src/standins/tenant/teamwork.ts';
import { oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

const at = new Date('2026-11-21T10:00:00Z');
const harbor = guid('group|harbor');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object = {}) => (await tenant.call('ana.silva', name, given)).text;

describe('a channel that another team shares', () => {
  it('is listed, found by its name or id, and read and written in the team that it belongs to', async () => {
    const { tenant: store } = tenant.graph;
    const finance = groupsIn(store)
      .all()
      .find(({ displayName }) => displayName === 'Finance')!;
    const members = [oidOf('ana.silva'), oidOf('mira.novak')];
    const shared = { displayName: 'Suppliers', membershipType: 'shared' as const, members, owners: members };
    const channel = addChannel(store, finance.id, { ...shared, at });
    channelsOf(store, finance.id).change(channel, { $sharedWith: [harbor] });
    const text = await ana('list_channels', { team: 'Harbor' });
    expect(rowsIn(text)).toContainEqual(['Suppliers', 'shared by another team', '', channel.id]);
    addChannel(store, harbor, { displayName: 'Suppliers in Asia', at });
    await ana('send_channel_message', { team: 'Harbor', channel: 'Suppliers', body: 'Hello' });
    expect(postsOf(store, `/teams/${finance.id}/channels/${channel.id}`).all()).toHaveLength(1);
    for (const given of ['suppliers', channel.id])
      // oxlint-disable-next-line no-await-in-loop
      expect(await ana('list_channel_messages', { team: 'Harbor', channel: given })).toContain('Hello');
  });

  it('is listed and found even if Graph returns it on a later page', async () => {
    const { tenant: store } = tenant.graph;
    const finance = groupsIn(store)
      .all()
      .find(({ displayName }) => displayName === 'Finance')!;
    for (const displayName of ['Audits', 'Batches', 'Complaints']) {
      const members = [oidOf('ana.silva')];
      const channel = addChannel(store, finance.id, {
        displayName,
        membershipType: 'shared',
        members,
        owners: members,
        at,
      });
      channelsOf(store, finance.id).change(channel, { $sharedWith: [harbor] });
    }
    const names = rowsIn(await ana('list_channels', { team: 'Harbor' })).map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['Audits', 'Batches', 'Complaints']));
    await ana('send_channel_message', { team: 'Harbor', channel: 'Complaints', body: 'One more' });
    expect(await ana('list_channel_messages', { team: 'Harbor', channel: 'Complaints' })).toContain(
      'One more',
    );
  });

  it('is read and written by its link or id if the user is not a member of its team', async () => {
    const { tenant: store } = tenant.graph;
    const finance = groupsIn(store)
      .all()
      .find(({ displayName }) => displayName === 'Finance')!;
    const members = [oidOf('ana.silva'), oidOf('mira.novak')];
    const shared = { displayName: 'Auditors', membershipType: 'shared' as const, members, owners: members };
    const { id } = addChannel(store, finance.id, { ...shared, at });
    const link = `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}/Auditors?groupId=${finance.id}`;
    await ana('send_channel_message', { channel: link, body: 'Dear auditors' });
    for (const given of [{ channel: link }, { team: finance.id, channel: id }])
      // oxlint-disable-next-line no-await-in-loop
      expect(await ana('list_channel_messages', given)).toContain('Dear auditors');
    await expect(
      ana('list_channel_messages', { team: finance.id, channel: 'Auditors' }),
    ).rejects.toMatchObject({ code: 'no_access' });
    await expect(tenant.call('chen.wei', 'list_channel_messages', { channel: link })).rejects.toMatchObject({
      code: 'no_access',
    });
  });

  it('is not looked for if the team has a channel with this name', async () => {
    const before = tenant.graph.log.length;
    await ana('list_channel_messages', { team: 'Harbor', channel: 'general' });
    expect(tenant.graph.log.slice(before).map(({ path }) => path)).not.toContainEqual(
      expect.stringContaining('/incomingChannels'),
    );
  });

  it('is left out if Graph cannot list such channels', async () => {
    const path = `/teams/${harbor}/incomingChannels`;
    tenant.graph.control.fault({ kind: 'status', path, status: 404 });
    try {
      expect(rowsIn(await ana('list_channels', { team: 'Harbor' })).map(([name]) => name)).toContain(
        'General',
      );
    } finally {
      tenant.graph.control.reset();
    }
  });
});
