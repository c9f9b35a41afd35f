import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { confirmationIn, openDemoTenant, policyWith, type DemoTenant } from '../../kit/demo-tenant.ts';
import { putFile } from './fixtures.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant({ policy: policyWith({ externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const ana = (name: string, given: object) => tenant.call('ana.silva', name, given);
const once = (name: string, given: object) => tenant.callOnce('ana.silva', name, given);
const accessTo = async (item: string) =>
  (await ana('get_file', { item })).text.split('\n').filter((line) => line.startsWith('Access:'));

describe('share_file', () => {
  it('creates a link for the organisation without confirmation', async () => {
    putFile(tenant, 'ana.silva', '/Shared/a.txt', Buffer.from('x'));
    const { text } = await once('share_file', { item: '/Shared/a.txt', type: 'edit', expires: '2027-01-31' });
    expect(text).toMatch(
      /^People in the organisation can edit the item with this link, until 2027-02-01 00:00 UTC\.\nhttps:\/\//,
    );
    expect(await accessTo('/Shared/a.txt')).toEqual([
      'Access: link for organization, write, until 2027-02-01 00:00 UTC',
    ]);
    const link = text.split('\n').at(-1);
    expect((await ana('get_file', { item: link })).text).toContain('Name: a.txt');
  });

  it.each([
    ['today', /until 2026-11-22 00:00 UTC\.\n/],
    ['2026-11-21', /until 2026-11-22 00:00 UTC\.\n/],
    ['2026-12-31T15:00', /until 2026-12-31 15:00 UTC\.\n/],
  ])('lets a link that expires %s work until the end of that time', async (expires, shown) => {
    const item = `/Shared/until ${expires.replace(':', '.')}.txt`;
    putFile(tenant, 'ana.silva', item, Buffer.from('x'));
    expect((await once('share_file', { item, expires })).text).toMatch(shown);
  });

  it.each([
    ['next friday', 'until 2026-11-28 00:00 UTC'],
    ['in 3 days', 'until 2026-11-24 10:00 UTC'],
    ['2026-12-31T15:00', 'until 2026-12-31 15:00 UTC'],
  ])('names the end of a link that expires %s in the preview', async (expires, shown) => {
    const item = '/Shared/previewed.txt';
    putFile(tenant, 'ana.silva', item, Buffer.from('x'));
    const args = { item, scope: 'anonymous', expires };
    expect(await tenant.previewOf('ana.silva', 'share_file', args)).toContain(`in /Shared, ${shown}\n`);
  });

  it('refuses an end in the past before it asks for a confirmation', async () => {
    const args = { item: '/README.txt', scope: 'anonymous', expires: 'yesterday' };
    await expect(once('share_file', args)).rejects.toThrow('expires must be in the future');
  });

  it('says if Graph returns an existing link that ends later, earlier or never', async () => {
    const item = '/Shared/again.txt';
    putFile(tenant, 'ana.silva', item, Buffer.from('x'));
    const share = async (more: object) => (await once('share_file', { item, ...more })).text;
    const first = await share({});
    const again = await share({ expires: '2026-12-31' });
    expect(again).toContain('with this link. It has no end, although one was requested');
    expect(again.split('\n').at(-1)).toBe(first.split('\n').at(-1));
    expect(await accessTo(item)).toEqual(['Access: link for organization, read']);
    await share({ type: 'edit', expires: '2027-01-31' });
    expect(await share({ type: 'edit', expires: '2026-12-31' })).toContain(
      'until 2027-02-01 00:00 UTC. This is later than requested',
    );
    expect(await share({ type: 'edit', expires: '2027-03-31' })).toContain(
      'until 2027-02-01 00:00 UTC. This is earlier than requested',
    );
    expect(await share({ type: 'edit', expires: '2027-01-31' })).toMatch(
      /until 2027-02-01 00:00 UTC\.\nhttps/,
    );
  });

  it('treats an anonymous link as external access, and creates it only after confirmation', async () => {
    putFile(tenant, 'ana.silva', '/Shared/b.txt', Buffer.from('x'));
    const given = { item: '/Shared/b.txt', scope: 'anonymous' };
    const asked = once('share_file', given);
    await expect(asked).rejects.toThrow('let anyone who has the link view the file b.txt');
    await expect(asked).rejects.toThrow('Outside: everyone with the link.');
    expect(await accessTo('/Shared/b.txt')).toEqual([]);
    expect((await ana('share_file', given)).text).toMatch(/^Anyone who has it can view/);
    expect(await accessTo('/Shared/b.txt')).toEqual(['Access: link for anyone who has it, read']);
  });

  it('shares nothing if the file has changed since the preview', async () => {
    const path = '/Shared/c.txt';
    putFile(tenant, 'ana.silva', path, Buffer.from('x'));
    const given = { item: path, scope: 'anonymous' };
    const preview: unknown = await once('share_file', given).catch((error: unknown) => error);
    await ana('upload_file', { path, content: 'secret', conflict: 'replace' });
    const confirmed = once('share_file', { ...given, confirmation: confirmationIn(String(preview)) });
    await expect(confirmed).rejects.toThrow('which have changed since');
    expect(await accessTo(path)).toEqual([]);
  });

  it.each([
    [{ item: '/Harbor/Scope.md', expires: '2020-01-01' }, 'bad_argument'],
    [{ item: '/Harbor/Scope.md', expires: 'someday' }, 'bad_arguments'],
    [{ item: '/Harbor/Scope.md', scope: 'world' }, 'bad_arguments'],
    [{ item: '/Nowhere.md' }, 'not_found'],
  ])('refuses the arguments %j', async (given, code) => {
    const before = await accessTo('/Harbor/Scope.md');
    await expect(ana('share_file', given)).rejects.toMatchObject({ code });
    expect(await accessTo('/Harbor/Scope.md')).toEqual(before);
  });
});
