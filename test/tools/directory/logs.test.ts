import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { addSignIn, wrongPassword } from '../../../src/standins/tenant/rows/log-rows.ts';
import { oidOf, openDemoTenant, policyWith, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = async (tool: string, given: object = {}, as = 'goran.petrov') =>
  (await tenant.call(as, tool, given)).text;
const logged = () => tenant.graph.tenant.table('/auditLogs/signIns').all();
const users = (text: string) => [...new Set(rowsIn(text).map((row) => row[1]))];

describe('list_sign_ins', () => {
  it("shows the newest sign-ins first, in the mailbox's time zone, with the reason for each failure in words", async () => {
    const text = await list('list_sign_ins', { user: 'Nils Berg' });
    expect(text).toContain('interactive sign-ins of Nils Berg, newest first, times in FLE Standard Time');
    expect(rowsIn(text)[0]?.[3]).toBe('The user account is disabled (AADSTS50057)');
    const times = rowsIn(text).map(([time]) => time ?? '');
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it.each(['Ben Okafor', 'ben.okafor@contoso.example', oidOf('ben.okafor')])(
    'finds the sign-ins of a person given as %s',
    async (user) => {
      expect(users(await list('list_sign_ins', { user }))).toEqual(['ben.okafor@contoso.example']);
    },
  );

  it('finds the sign-ins of a deleted user by address', async () => {
    addSignIn(tenant.graph.tenant, {
      seed: 'gone',
      oid: 'gone',
      at: Date.parse('2026-11-20T09:00:00Z'),
      app: 'Portico',
      ip: '192.0.2.9',
    });
    const row = logged().at(-1)!;
    tenant.graph.tenant
      .table('/auditLogs/signIns')
      .change(row, { userPrincipalName: 'gone@contoso.example' });
    expect(users(await list('list_sign_ins', { user: 'Gone@contoso.example' }))).toEqual([
      'gone@contoso.example',
    ]);
    await expect(list('list_sign_ins', { user: 'Nobody Known' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('shows only failed or only successful sign-ins', async () => {
    const failed = rowsIn(await list('list_sign_ins', { status: 'failure' }));
    const expected = logged().filter(({ status }) => (status as { errorCode: number }).errorCode !== 0);
    expect(failed.map((row) => row.at(-1) ?? '').toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    const succeeded = rowsIn(await list('list_sign_ins', { status: 'success', since: '3 days ago' }));
    expect(succeeded.length).toBeGreaterThan(0);
    expect(succeeded.every((row) => row[3] === 'success')).toBe(true);
  });

  it('shows only sign-ins since a given time within the 30 days that Entra keeps', async () => {
    const recent = rowsIn(await list('list_sign_ins', { since: '2026-11-20' }));
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.every(([time]) => (time ?? '') >= '2026-11-20')).toBe(true);
    const old = await list('list_sign_ins', { since: '2026-01-01' });
    expect(old).toContain('of the 30 days that Entra keeps');
    await expect(list('list_sign_ins', { since: 'some day' })).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});

describe('a search for failed sign-ins', () => {
  /**
   * Opens a tenant in which Ana signed in every minute. `fails` returns whether a sign-in failed. Sign-in 0 is the
   * newest.
   */
  async function openCrowded(fails: (index: number) => boolean): Promise<DemoTenant> {
    const crowded = await openDemoTenant();
    const table = crowded.graph.tenant.table('/auditLogs/signIns');
    for (const { id } of table.all()) table.remove(id);
    for (let index = 0; index < 3_200; index += 1)
      addSignIn(crowded.graph.tenant, {
        seed: `many|${index}`,
        oid: oidOf('ana.silva'),
        at: Date.parse('2026-11-21T09:00:00Z') - index * 60_000,
        app: 'Portico',
        ip: '192.0.2.1',
        failure: fails(index) ? wrongPassword : undefined,
      });
    return crowded;
  }

  it('continues until a page is full, and can then be continued by cursor', async () => {
    const crowded = await openCrowded((index) => index % 30 === 29);
    const seen: string[] = [];
    let { text } = await crowded.call('goran.petrov', 'list_sign_ins', { status: 'failure' });
    expect(rowsIn(text)).toHaveLength(50);
    for (let pages = 0; pages < 12; pages += 1) {
      seen.push(...rowsIn(text).map((row) => row.at(-1) ?? ''));
      const cursor = /cursor:\n(\S+)/.exec(text)?.[1];
      if (cursor === undefined) break;
      // oxlint-disable-next-line no-await-in-loop
      ({ text } = await crowded.call('goran.petrov', 'get_next_page', { cursor }));
    }
    const all = crowded.graph.tenant
      .table('/auditLogs/signIns')
      .all()
      .filter(({ status }) => (status as { errorCode: number }).errorCode !== 0);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    expect(text).toContain('That is all.');
    await crowded.close();
  });

  it('states how many entries it searched if it found only a few', async () => {
    const crowded = await openCrowded((index) => index === 7 || index > 3_000);
    const { text } = await crowded.call('goran.petrov', 'list_sign_ins', { status: 'failure' });
    expect(rowsIn(text)).toHaveLength(1);
    expect(text).toMatch(/2000 entries have been searched so far\. There are more: call get_next_page/);
    await crowded.close();
  });
});

describe('the sign-in log of an organisation without Entra ID P1', () => {
  it('cannot be read, and the error names the missing licence', async () => {
    const own = await openDemoTenant();
    const skus = own.graph.tenant.table('/subscribedSkus');
    for (const { id } of skus.all()) skus.remove(id);
    await expect(own.call('goran.petrov', 'list_sign_ins')).rejects.toMatchObject({
      code: 'no_licence',
      message: expect.stringContaining('no licence for Microsoft Entra ID P1 or P2'),
    });
    expect((await own.call('goran.petrov', 'list_audit_events')).text).toContain('audit events');
    await own.close();
  });
});

describe('list_sign_ins without the toolset users', () => {
  it('finds a user by address, and asks for an address instead of a name', async () => {
    const closed = await openDemoTenant({
      policy: policyWith({ toolsets: ['core', 'directory'] }),
    });
    const of = (user: string) => closed.call('goran.petrov', 'list_sign_ins', { user });
    const { text } = await of('Ben.Okafor@contoso.example');
    expect(rowsIn(text).length).toBeGreaterThan(0);
    expect(new Set(rowsIn(text).map((row) => row[1]))).toEqual(new Set(['ben.okafor@contoso.example']));
    await expect(of('Ben Okafor')).rejects.toThrow('Give email addresses.');
    await closed.close();
  });
});

describe('list_audit_events', () => {
  it('shows who changed what and why a change failed', async () => {
    const text = await list('list_audit_events');
    const row = rowsIn(text).find(([, activity]) => activity === 'Add user');
    expect(row?.[2]).toBe('goran.petrov@contoso.example');
    expect(row?.[3]).toMatch(/^(?:Ben Okafor|Emil Larsen|Hana Sato)$/);
    expect(row?.[4]).toBe('failure: The user name is taken.');
  });

  it('names the group that somebody was added to', async () => {
    const text = await list('list_audit_events', { activity: 'Add member' });
    expect(rowsIn(text)[0]?.[3]).toMatch(
      /^(?:ben\.okafor|emil\.larsen|hana\.sato)@contoso\.example, VPN Users$/,
    );
  });

  it.each([
    [
      'Remove member from role',
      ['Role.DisplayName', '"Global Reader"', null],
      'ben@contoso.example, Global Reader',
    ],
    [
      'Remove member from group',
      ['Group.DisplayName', null, '"Sales \\"EMEA\\""'],
      'ben@contoso.example, Sales "EMEA"',
    ],
    ['Update user', ['AccountEnabled', '[true]', '[false]'], 'ben@contoso.example'],
    ['Add owner to group', ['Group.DisplayName', null, 'Sales'], 'ben@contoso.example, Sales'],
  ] as const)(
    'names the objects of the change: %s',
    async (activity, [name, oldValue, newValue], expected) => {
      const table = tenant.graph.tenant.table('/auditLogs/directoryAudits');
      const modifiedProperties = [{ displayName: name, oldValue, newValue }];
      table.put({
        ...table.all()[0]!,
        id: 'audit-1',
        activityDisplayName: activity,
        targetResources: [
          { displayName: null, userPrincipalName: 'ben@contoso.example', type: 'User', modifiedProperties },
          { displayName: null, type: 'Group' },
        ],
      });
      const text = await list('list_audit_events', { activity });
      table.remove('audit-1');
      expect(rowsIn(text)[0]?.[3]).toBe(expected);
    },
  );

  it('finds activities by the beginning of their name', async () => {
    const text = await list('list_audit_events', { activity: 'Add' });
    expect(
      rowsIn(text)
        .map((row) => row[1] ?? '')
        .toSorted(),
    ).toEqual(['Add member to group', 'Add user']);
    expect(await list('list_audit_events', { activity: "It's new" })).toMatch(/^No audit events/);
  });
});
