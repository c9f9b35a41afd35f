import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { oidOf, openDemoTenant, policyWith, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
const presenceOf = async (people: unknown) => rowsIn(await ana('get_presence', { people }));

describe('get_presence', () => {
  it('shows the availability of several people in two round trips', async () => {
    const before = tenant.graph.log.length;
    expect(await presenceOf(['mira.novak@contoso.example', 'emil.larsen@contoso.example', 'me'])).toEqual([
      ['mira.novak@contoso.example', 'busy, in a meeting', ''],
      ['emil.larsen@contoso.example', 'away', 'At Northwind until three'],
      ['me', 'available', ''],
    ]);
    expect(tenant.graph.log.length - before).toBe(2);
  });

  it('finds people by their names', async () => {
    expect(await presenceOf('Farah')).toEqual([['Farah Rahimi', 'do not disturb, presenting', '']]);
  });

  it('finds people whose address differs from their sign-in name', async () => {
    const users = usersOf(tenant.graph.tenant);
    const mira = users.all().find(({ mail }) => mail === 'mira.novak@contoso.example')!;
    users.change(mira, { mail: 'mira@contoso.example' });
    try {
      expect(await presenceOf(['Mira@contoso.example', 'nobody@contoso.example', 'me'])).toEqual([
        ['Mira@contoso.example', 'busy, in a meeting', ''],
        ['nobody@contoso.example', 'not found in this organisation', ''],
        ['me', 'available', ''],
      ]);
    } finally {
      users.change(users.get(mira.id)!, { mail: 'mira.novak@contoso.example' });
    }
  });

  it('reports who is not in the organisation, after one look-up by sign-in name and one by address', async () => {
    const before = tenant.graph.log.length;
    const [row] = await presenceOf(['nobody@fabrikam.example']);
    expect(row?.[1]).toContain('not found in this organisation');
    expect(tenant.graph.log.slice(before).map(({ path }) => path)).toEqual(['/v1.0/$batch', '/v1.0/users']);
  });

  it('lists a person only once if the person is given several times', async () => {
    const written = [
      'me',
      'Me',
      'ana.silva@contoso.example',
      'ANA.SILVA@contoso.example',
      'Mira',
      'mira novak',
    ];
    expect((await presenceOf(written)).map(([who]) => who)).toEqual(['me', 'Mira Novak']);
  });

  it('shows all other people if the presence of one person cannot be read, and fails if nobody can be read', async () => {
    const [mira, emil] = ['mira.novak@contoso.example', 'emil.larsen@contoso.example'];
    tenant.graph.control.fault({ kind: 'batch-throttle', path: '/users/emil.larsen' });
    try {
      const rows = await presenceOf([mira, emil]);
      expect(rows[0]).toEqual([mira, 'busy, in a meeting', '']);
      expect(rows[1]?.[1]).toMatch(/^cannot be read: /);
      await expect(presenceOf([emil])).rejects.toMatchObject({ code: 'throttled' });
    } finally {
      tenant.graph.control.reset();
    }
  });

  it('shows the user and people given by id if policy allows no look-ups, and names the toolset that other people need', async () => {
    const closed = await openDemoTenant({ policy: policyWith({ toolsets: ['teams'] }) });
    const mira = oidOf('mira.novak');
    const read = async (people: readonly string[]) =>
      rowsIn((await closed.callOnce('ana.silva', 'get_presence', { people })).text);
    const rows = await read(['me', mira, 'ben.okafor@contoso.example', 'Farah']);
    expect(rows.slice(0, 2)).toEqual([
      ['me', 'available', ''],
      [mira, 'busy, in a meeting', ''],
    ]);
    expect(rows.slice(2).map(([who]) => who)).toEqual(['ben.okafor@contoso.example', 'Farah']);
    for (const [, state] of rows.slice(2)) expect(state).toMatch(/^cannot be read: .*\busers\b/);
    await expect(read(['Farah'])).rejects.toMatchObject({
      code: 'refused_by_policy',
      message: expect.stringMatching(/Give email addresses\. If these are refused too, give ids\.$/),
    });
    await closed.close();
  });

  it('shows a guest, who cannot search the directory, their own presence and that of people given by id', async () => {
    const read = async (people: readonly string[]) =>
      rowsIn((await tenant.call('lena.fischer', 'get_presence', { people })).text);
    const rows = await read(['me', oidOf('mira.novak'), 'Farah']);
    expect(rows.map(([who]) => who)).toEqual(['me', oidOf('mira.novak'), 'Farah']);
    expect(rows[1]?.[1]).toBe('busy, in a meeting');
    expect(rows[2]?.[1]).toMatch(/^cannot be read: /);
    await expect(read(['Farah'])).rejects.toMatchObject({ code: 'missing_role' });
  });

  it.each<[string, readonly string[], string]>([
    ['an empty list', [], 'bad_arguments'],
    ['a name that nobody has', ['Nobody Known'], 'not_found'],
    [
      'too many people',
      Array.from({ length: 21 }, (_, index) => `p${index}@contoso.example`),
      'bad_arguments',
    ],
  ])('refuses %s', async (_what, people, code) => {
    await expect(ana('get_presence', { people })).rejects.toMatchObject({ code });
  });
});

describe('set_status_message', () => {
  it('sets a message that other users see until it expires, and can remove the message', async () => {
    const text = await ana('set_status_message', { message: 'On the train', expires: 'tomorrow at 17:00' });
    expect(text).toBe('Set the status message "On the train", until 2026-11-22 17:00 (GMT Standard Time).');
    const seenBy = async (alias: string) =>
      rowsIn(
        (await tenant.call(alias, 'get_presence', { people: ['ana.silva@contoso.example'] })).text,
      )[0]?.[2];
    expect(await seenBy('ben.okafor')).toBe('On the train');
    expect(await ana('set_status_message', { clear: true })).toBe('Removed the status message.');
    expect(await seenBy('ben.okafor')).toBe('');
  });

  it.each([
    ['today', '2026-11-22 00:00'],
    ['2026-11-27', '2026-11-28 00:00'],
    ['this week', '2026-11-23 00:00'],
  ])('keeps the message through the day if the argument expires is %s', async (expires, end) => {
    expect(await ana('set_status_message', { message: 'Busy', expires })).toContain(`until ${end} (`);
    await ana('set_status_message', { clear: true });
  });

  it.each<[string, object, string]>([
    ['an empty call', {}, 'bad_arguments'],
    ['a message together with its removal', { message: 'x', clear: true }, 'bad_arguments'],
    ['a message over the limit', { message: 'x'.repeat(281) }, 'bad_arguments'],
    ['a time in the past', { message: 'x', expires: 'yesterday' }, 'bad_argument'],
    ['words that are not a time', { message: 'x', expires: 'someday' }, 'bad_arguments'],
  ])('refuses %s', async (_what, given, code) => {
    await expect(ana('set_status_message', given)).rejects.toMatchObject({ code });
  });
});
