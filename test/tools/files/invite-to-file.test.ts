import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  confirmationIn,
  mailOf,
  openDemoTenant,
  policyWith,
  type DemoTenant,
} from '../../kit/demo-tenant.ts';
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

describe('invite_to_file', () => {
  it('gives colleagues access without confirmation', async () => {
    const id = putFile(tenant, 'ana.silva', '/Invited/a.txt', Buffer.from('x'));
    const people = [mailOf('ben.okafor'), mailOf('hana.sato')];
    await once('invite_to_file', { item: id, people, role: 'write', message: 'Please edit.' });
    const access = await accessTo(id);
    expect(access).toHaveLength(2);
    for (const [index, one] of people.entries()) {
      expect(access[index]).toContain(one);
      expect(access[index]).toContain('write');
    }
  });

  it('names each person in the preview if one of them is external, and invites nobody before the confirmation', async () => {
    const id = putFile(tenant, 'ana.silva', '/Invited/b.txt', Buffer.from('x'));
    const given = { item: id, people: [mailOf('ben.okafor'), 'Vera <vera@outside.example>'] };
    const asked = once('invite_to_file', given);
    await expect(asked).rejects.toThrow('let vera@outside.example read the file b.txt');
    await expect(asked).rejects.toThrow(`let ${mailOf('ben.okafor')} read the file b.txt`);
    await expect(asked).rejects.toThrow('Outside: vera@outside.example.');
    expect(await accessTo(id)).toEqual([]);
    await ana('invite_to_file', given);
    expect(await accessTo(id)).toContain('Access: vera@outside.example, invited, read');
  });

  it('shares nothing if the file has changed since the preview', async () => {
    const path = '/Invited/c.txt';
    putFile(tenant, 'ana.silva', path, Buffer.from('x'));
    const given = { item: path, people: ['vera@outside.example'] };
    const preview: unknown = await once('invite_to_file', given).catch((error: unknown) => error);
    await ana('upload_file', { path, content: 'secret', conflict: 'replace' });
    const confirmed = once('invite_to_file', { ...given, confirmation: confirmationIn(String(preview)) });
    await expect(confirmed).rejects.toThrow('which have changed since');
    expect(await accessTo(path)).toEqual([]);
  });

  it.each([
    [{ people: [] }, 'bad_arguments'],
    [{ people: ['ben@contoso'] }, 'bad_arguments'],
    [{ people: Array.from({ length: 21 }, (_, at) => `p${at}@contoso.example`) }, 'bad_arguments'],
    [{ people: ['ben.okafor@contoso.example'], role: 'owner' }, 'bad_arguments'],
    [{ people: ['nobody.here@contoso.example'] }, 'bad_request'],
  ])('refuses the arguments %j', async (given, code) => {
    const before = await accessTo('/Harbor/Scope.md');
    await expect(ana('invite_to_file', { item: '/Harbor/Scope.md', ...given })).rejects.toMatchObject({
      code,
    });
    expect(await accessTo('/Harbor/Scope.md')).toEqual(before);
  });
});
