import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { mailOf, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const list = async (given: object) => (await tenant.call('ana.silva', 'list_users', given)).text;
const addresses = (text: string) => rowsIn(text).map(([, address]) => address);

describe('list_users', () => {
  it('shows the address of a person found by first name', async () => {
    expect(addresses(await list({ query: 'Ben' }))).toEqual([mailOf('ben.okafor')]);
  });

  it.each([{ query: 'okafor' }, { query: 'ben.ok' }, { query: 'Ben Okafor' }])(
    'finds a user by %j',
    async (given) => {
      expect(addresses(await list(given))).toContain(mailOf('ben.okafor'));
    },
  );

  it('finds a person whose address is pasted together with the name', async () => {
    const query = `Ben Okafor <${mailOf('ben.okafor')}>`;
    expect(addresses(await list({ query }))).toEqual([mailOf('ben.okafor')]);
    const relevant = await tenant.call('ana.silva', 'list_relevant_people', { query });
    expect(rowsIn(relevant.text).map(([name]) => name)).toEqual(['Ben Okafor']);
    const chats = await tenant.call('ana.silva', 'list_chats', { with: query });
    expect(rowsIn(chats.text)).not.toEqual([]);
  });

  it('names every condition if nobody meets all of them', async () => {
    expect(await list({ query: 'Ben', department: 'Sales', title: 'Buyer' })).toBe(
      'No people matching "Ben" in exactly the department "Sales" with exactly the title "Buyer".',
    );
    expect(await list({ filter: "city eq 'Atlantis'" })).toBe('No people matching the filter.');
  });

  it('combines name, department and filter', async () => {
    expect(addresses(await list({ department: 'Finance' }))).toEqual([
      mailOf('hana.sato'),
      mailOf('kofi.mensah'),
    ]);
    expect(addresses(await list({ department: 'Finance', query: 'Hana' }))).toEqual([mailOf('hana.sato')]);
    expect(
      addresses(
        await list({ filter: "startswith(givenName,'Em') or givenName eq 'Ivo'", title: 'Recruiter' }),
      ),
    ).toEqual([mailOf('ivo.martens')]);
  });

  it('marks guests and disabled accounts', async () => {
    const rows = rowsIn(await list({}));
    expect(rows.find(([name]) => name === 'Nils Berg')?.[4]).toBe('disabled');
    expect(rows.find(([name]) => name === 'Lena Fischer')?.[4]).toBe('guest');
  });

  it("marks invited guests with the minimum permission, which does not reveal a user's type", async () => {
    const users = usersOf(tenant.graph.tenant);
    const userPrincipalName = 'l_x.example#EXT#@contoso.example';
    users.change(users.get(oidOf('lena.fischer'))!, { userPrincipalName });
    try {
      await tenant.granting('ana.silva', ['User.Read', 'User.ReadBasic.All'], async () => {
        const rows = rowsIn(await list({}));
        expect(rows.find(([name]) => name === 'Lena Fischer')?.[4]).toBe('guest');
        expect(rows.find(([name]) => name === 'Ben Okafor')?.[4]).toBe('');
      });
    } finally {
      users.change(users.get(oidOf('lena.fischer'))!, { userPrincipalName: mailOf('lena.fischer') });
    }
  });

  it('does not mark an external user who is a member of the organisation as a guest', async () => {
    const users = usersOf(tenant.graph.tenant);
    const userPrincipalName = 'b_x.example#EXT#@contoso.example';
    users.change(users.get(oidOf('ben.okafor'))!, { userPrincipalName });
    try {
      expect(rowsIn(await list({})).find(([name]) => name === 'Ben Okafor')?.[4]).toBe('');
    } finally {
      users.change(users.get(oidOf('ben.okafor'))!, { userPrincipalName: mailOf('ben.okafor') });
    }
  });

  it('finds names and addresses with the minimum permission, and names the permission required for departments', async () => {
    await tenant.granting('ana.silva', ['User.Read', 'User.ReadBasic.All'], async () => {
      expect(addresses(await list({ query: 'Ben' }))).toEqual([mailOf('ben.okafor')]);
      await expect(list({ department: 'Finance' })).rejects.toMatchObject({
        code: 'missing_permission',
        message: expect.stringContaining('User.Read.All'),
      });
    });
  });

  it.each([
    [{ query: '' }, 'people'],
    [{ filter: 'nonsense' }, undefined],
    [{ top: 0 }, undefined],
  ])('treats %j as absent or explains what is wrong', async (given, what) => {
    if (what !== undefined) expect(await list(given)).toContain(what);
    else await expect(list(given)).rejects.toMatchObject({ sideEffect: 'unchanged' });
  });
});
