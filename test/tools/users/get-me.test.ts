import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { usersOf } from '../../../src/standins/tenant/directory.ts';
import { oidOf, openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

describe('get_me', () => {
  it('returns the profile, time zone and working hours', async () => {
    const { text } = await tenant.call('ana.silva', 'get_me');
    expect(text).toContain('name: Ana Silva');
    expect(text).toContain('mail: ana.silva@contoso.example');
    expect(text).toContain('title: Product Manager');
    expect(text).toMatch(/time_zone: \S/);
    expect(text).toMatch(/working_hours: monday, .* \d\d:\d\d-\d\d:\d\d/);
  });

  it.each([
    ['chen.wei', 'GMT Standard Time', 'Europe/Lisbon', /\d\d:\d\d-\d\d:\d\d$/m],
    [
      'dana.levi',
      'GMT Standard Time',
      'Pacific Standard Time',
      /\d\d:\d\d-\d\d:\d\d \(Pacific Standard Time\)$/m,
    ],
    ['emil.larsen', 'Customized Time Zone', 'Pacific Standard Time', / \(Pacific Standard Time\)$/m],
    ['hana.sato', 'GMT Standard Time', 'Customized Time Zone', /\d\d:\d\d-\d\d:\d\d$/m],
  ])(
    'names the working-hours zone of %s unless the zone is %s or unknown: %s',
    async (alias, timeZone, own, shown) => {
      const users = usersOf(tenant.graph.tenant);
      const user = users.get(oidOf(alias))!;
      const workingHours = { ...user.$settings.workingHours, timeZone: { name: own } };
      users.change(user, { $settings: { ...user.$settings, timeZone, workingHours } });
      const { text } = await tenant.call(alias, 'get_me');
      expect(/^working_hours: .*$/m.exec(text)?.[0]).toMatch(shown);
    },
  );

  it('omits the time zone and working hours without the permission to read them', async () => {
    const { text } = await tenant.granting('ben.okafor', ['User.Read'], () =>
      tenant.call('ben.okafor', 'get_me'),
    );
    expect(text).toContain('name: Ben Okafor');
    expect(text).not.toMatch(/time_zone|working_hours/);
  });
});
