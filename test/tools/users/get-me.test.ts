import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

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

  it('omits the time zone and working hours without the permission to read them', async () => {
    const { text } = await tenant.granting('ben.okafor', ['User.Read'], () =>
      tenant.call('ben.okafor', 'get_me'),
    );
    expect(text).toContain('name: Ben Okafor');
    expect(text).not.toMatch(/time_zone|working_hours/);
  });
});
