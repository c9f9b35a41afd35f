import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';
import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { consentedPermissions } from '../../../src/standins/tenant/consented-permissions.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const photo = (given: object = {}) => tenant.call('ana.silva', 'get_user_photo', given);

describe('get_user_photo', () => {
  it.each([{}, { user: 'Ben Okafor' }])('returns the photo as an image for %j', async (given) => {
    const { pictures } = await photo(given);
    expect(pictures?.map(({ mimeType }) => mimeType)).toEqual(['image/png']);
    const beginning = Buffer.from(pictures?.[0]?.data ?? '', 'base64').subarray(1, 4);
    expect(beginning.toString()).toBe('PNG');
  });

  it('falls back to the original photo if there is no small version', async () => {
    tenant.graph.control.fault({ kind: 'status', status: 404, code: 'ImageNotFound', path: '/me/photos' });
    expect((await photo()).pictures).toHaveLength(1);
    tenant.graph.control.reset();
  });

  it('reports that a person has no photo', async () => {
    const users = usersOf(tenant.graph.tenant);
    const emil = users.all().find(({ displayName }) => displayName === 'Emil Larsen');
    users.change(emil!, { $photo: false });
    await expect(photo({ user: 'Emil Larsen' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('requires a different permission for the photo of another person', async () => {
    const scopes = consentedPermissions.filter((scope) => scope === 'User.Read');
    const only = (given: object) => tenant.granting('ana.silva', scopes, () => photo(given));
    expect((await only({})).pictures).toHaveLength(1);
    await expect(only({ user: 'ben.okafor@contoso.example' })).rejects.toMatchObject({
      code: 'missing_permission',
    });
  });
});

describe('get_user', () => {
  it('names the manager without a second call', async () => {
    const { text } = await tenant.call('ana.silva', 'get_user', { user: 'Emil Larsen' });
    expect(text).toContain('manager: Dana Levi <dana.levi@contoso.example>');
    expect((await tenant.call('ana.silva', 'get_user', { user: 'Mira Novak' })).text).not.toContain(
      'manager:',
    );
  });

  it('omits the manager if the permission to read full profiles is missing', async () => {
    const scopes = consentedPermissions.filter((scope) => scope !== 'User.Read.All');
    const { text } = await tenant.granting('ana.silva', scopes, () =>
      tenant.call('ana.silva', 'get_user', { user: 'Emil Larsen' }),
    );
    expect(text).toContain('displayName: Emil Larsen');
    expect(text).not.toContain('manager:');
  });
});
