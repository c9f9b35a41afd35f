import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createPolicy } from '../../../src/policy/policy.ts';
import { openDemoTenant, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  const rules = { toolsets: 'all', enabledTools: 'all', readOnly: false, graphBeta: false } as const;
  tenant = await openDemoTenant({ policy: createPolicy({ ...rules, externalSend: 'confirm' }) });
});
afterAll(() => tenant.close());

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;
const previewOf = (name: string, given: object): Promise<string> =>
  tenant.callOnce('ana.silva', name, given).then(
    () => '',
    (error: Error) => error.message,
  );
const attendees = ['petra@outside.example'];

describe('an event that is already over', () => {
  it('is marked in the preview and the result of create_event', async () => {
    const given = { subject: 'Last year', start: '2025-11-24T15:00', attendees };
    expect(await previewOf('create_event', given)).toContain(
      'Mon 2025-11-24 15:00-15:30 (GMT Standard Time), in the past, and invite',
    );
    expect(await ana('create_event', given)).toContain(
      'Mon 2025-11-24 15:00-15:30 (GMT Standard Time), in the past.',
    );
  });

  it('is marked in the preview and the result of update_event', async () => {
    const text = await ana('create_event', { subject: 'Wrong year', start: '2026-11-24T15:00', attendees });
    const event_id = /id (\S+)$/.exec(text)?.[1];
    expect(text).not.toContain('in the past');
    const given = { event_id, start: '2026-11-20T15:00' };
    expect(await previewOf('update_event', given)).toContain(
      'time 2026-11-20 15:00 to 2026-11-20 15:30, in the past',
    );
    expect(await ana('update_event', given)).toContain('in the past');
  });

  it.each([
    ['an event that has begun', { start: '2026-11-21T09:50' }],
    ['the whole of today', { start: '2026-11-21', all_day: true }],
    ['a series that began before', { start: '2026-11-02T09:00', recurrence: 'weekly' }],
  ])('is not %s', async (subject, given) => {
    expect(await ana('create_event', { subject, ...given })).not.toContain('in the past');
  });
});
