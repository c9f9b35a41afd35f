import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = (name: string, given: object) => tenant.call('goran.petrov', name, given);

describe('an argument for one person', () => {
  it.each([
    ['list_planner_tasks', { assigned_to: 'Ana Silva; Ben Okafor', status: 'all' }],
    ['list_sign_ins', { user: 'Ana Silva; Ben Okafor' }],
    ['list_managed_devices', { user: 'Ben Okafor; Ana Silva' }],
    ['get_manager', { user: 'Ana Silva; Ben Okafor' }],
    ['list_messages', { from: 'Ben Okafor; Chen Wei' }],
    ['search_messages', { from: 'Ben Okafor; Chen Wei' }],
    ['search_m365', { query: 'harbor', from: 'Ben Okafor; Chen Wei' }],
    ['assign_license', { user: 'Ana Silva; Ben Okafor', add: ['VISIOCLIENT'] }],
    [
      'list_list_items',
      { site: 'Project Harbor', list: 'Issues', where: ['Owner = Ben Okafor; Farah Rahimi'] },
    ],
  ])(
    'is refused if it names two people, instead of being read as the first person: %s',
    async (name, given) => {
      await expect(call(name, given)).rejects.toThrow(/names several people.*call once for each/);
    },
  );

  it('accepts one name that ends with a semicolon', async () => {
    const { text } = await call('list_planner_tasks', { assigned_to: 'Ben Okafor;', status: 'all' });
    expect(rowsIn(text).length).toBeGreaterThan(0);
  });
});
