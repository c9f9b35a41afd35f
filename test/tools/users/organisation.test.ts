import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (alias: string, name: string, given: object = {}) =>
  (await tenant.call(alias, name, given)).text;

describe('get_manager', () => {
  it("returns the user's manager and the manager of a named person", async () => {
    expect(await call('farah.rahimi', 'get_manager')).toContain(mailOf('ana.silva'));
    expect(await call('ana.silva', 'get_manager', { user: 'Dana Levi' })).toContain(mailOf('mira.novak'));
    expect(await call('ana.silva', 'get_manager', { user: mailOf('emil.larsen') })).toContain('Dana Levi');
  });

  it('reports that a person has no manager', async () => {
    await expect(call('mira.novak', 'get_manager')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('does not list a manager'),
    });
  });
});

describe('list_direct_reports', () => {
  it('lists the direct reports of a named person, or states that there are none', async () => {
    const rows = rowsIn(await call('ana.silva', 'list_direct_reports', { user: 'Dana' }));
    expect(rows.map(([name]) => name)).toEqual(['Emil Larsen']);
    expect(await call('emil.larsen', 'list_direct_reports')).toBe('No direct reports.');
    const none = await call('emil.larsen', 'list_direct_reports', { user: 'Ben Okafor' });
    expect(none).toBe('No direct reports of Ben Okafor.');
  });
});

describe('list_relevant_people', () => {
  it('lists colleagues with addresses, and finds a colleague by name', async () => {
    const rows = rowsIn(await call('ana.silva', 'list_relevant_people'));
    expect(rows[0]?.[1]).toContain('@contoso.example');
    const ben = rowsIn(await call('ana.silva', 'list_relevant_people', { query: 'Ben' }));
    expect(ben.map(([name]) => name)).toEqual(['Ben Okafor']);
  });
});

describe('get_user', () => {
  it('returns additional properties on request and refuses unknown property names', async () => {
    const text = await call('ana.silva', 'get_user', { user: 'Ben', fields: ['givenName'] });
    expect(text).toContain('givenName: Ben');
    expect(text).toContain('jobTitle: ');
    await expect(call('ana.silva', 'get_user', { user: 'Ben', fields: ['a,b'] })).rejects.toMatchObject({
      code: 'bad_arguments',
    });
  });
});
