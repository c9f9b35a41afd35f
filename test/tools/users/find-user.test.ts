import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { mailOf, oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const profile = async (user: string) => (await tenant.call('ana.silva', 'get_user', { user })).text;

describe('a person argument', () => {
  it.each([
    ['a full name', 'Ben Okafor'],
    ['a first name', 'Ben'],
    ['a surname in a different case', 'OKAFOR'],
    ['a name with spaces around it', '  Ben  Okafor '],
    ['an address', mailOf('ben.okafor')],
    ['a pasted address', `Ben Okafor <${mailOf('ben.okafor')}>;`],
    ['the start of an address', 'ben.okafor'],
    ['an id', oidOf('ben.okafor')],
  ])('accepts %s', async (_kind, given) => {
    expect(await profile(given)).toContain(`mail: ${mailOf('ben.okafor')}`);
  });

  it('accepts "me"', async () => {
    expect(await profile('me')).toContain(mailOf('ana.silva'));
  });

  it('accepts an address that differs from the sign-in name', async () => {
    const users = usersOf(tenant.graph.tenant);
    const ben = users.get(oidOf('ben.okafor'))!;
    const old = ben.mail;
    users.change(ben, { mail: 'ben@contoso.example' });
    try {
      expect(await profile('Ben@contoso.example')).toContain('displayName: Ben Okafor');
      const args = { user: 'ben@contoso.example' };
      await expect(tenant.call('ana.silva', 'list_direct_reports', args)).resolves.toBeDefined();
    } finally {
      users.change(users.get(ben.id)!, { mail: old });
    }
  });

  it('names the candidates if a name matches several people', async () => {
    await expect(profile('o')).rejects.toMatchObject({
      code: 'ambiguous',
      message: expect.stringMatching(/Ben Okafor <ben\.okafor@.*Olga Markova <olga\.markova@/),
    });
  });

  it.each(['Nobody Known', 'nobody@contoso.example', '"', 'x" OR "displayName:Ben', '\\', '../x@y.example'])(
    'reports that nobody matches %j',
    async (given) => {
      await expect(profile(given)).rejects.toMatchObject({ sideEffect: 'unchanged' });
    },
  );
});
