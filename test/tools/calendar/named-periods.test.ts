import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;

describe('a start that names a period, without an end,', () => {
  it('limits search_events to the period', async () => {
    const text = await call('search_events', { query: 'stand-up', start: 'next week' });
    expect(text).toContain('from 2026-11-23 to 2026-11-29');
    expect(rowsIn(text).every(([when = '']) => /2026-11-2[3-9]/.test(when))).toBe(true);
  });

  it('limits the events that cancel_event and delete_event select', async () => {
    for (const tool of ['cancel_event', 'delete_event']) {
      const args = { subject: 'stand-up', start: 'next week' };
      // oxlint-disable-next-line no-await-in-loop
      const preview = await tenant.previewOf('ana.silva', tool, args);
      const dates = preview.match(/2026-\d\d-\d\d|2027-\d\d-\d\d/g) ?? [];
      expect(dates.length, tool).toBeGreaterThan(0);
      expect(
        dates.every((date) => date >= '2026-11-23' && date <= '2026-11-29'),
        preview,
      ).toBe(true);
    }
  });

  it('ends or begins now if it is a number of days or weeks', async () => {
    const text = await tenant.previewOf('ana.silva', 'cancel_event', {
      subject: 'stand-up',
      start: 'next 2 weeks',
    });
    const dates = text.match(/2026-\d\d-\d\d|2027-\d\d-\d\d/g) ?? [];
    expect(dates).toContain('2026-11-23');
    expect(dates.every((date) => date <= '2026-12-05')).toBe(true);
    expect(await call('search_events', { query: 'stand-up', start: 'last 7 days' })).toContain(
      'from 2026-11-14 to 2026-11-21',
    );
    expect(await call('get_schedule', { people: ['Ben'], start: 'next 3 days' })).toContain(
      'Busy times, 2026-11-21 10:00 to 2026-11-24 10:00',
    );
  });

  it('is the whole period for get_schedule and find_meeting_times', async () => {
    const args = { start: 'next weekend' };
    expect(await call('get_schedule', { ...args, people: ['Ben'] })).toContain(
      'Busy times, 2026-11-28 00:00 to 2026-11-30 00:00',
    );
    expect(await call('find_meeting_times', { ...args, attendees: ['Ben'] })).not.toContain('2026-11-30');
  });

  it('is the whole period for set_automatic_reply', async () => {
    const text = await call('set_automatic_reply', { on: true, message: 'Away.', start: 'next week' });
    expect(text).toContain('2026-11-23 00:00');
    expect(text).toContain('2026-11-30 00:00');
  });

  it('does not lengthen an event', async () => {
    const text = await call('create_event', { subject: 'Early', start: 'tomorrow morning' });
    expect(text).toContain('06:00-06:30');
  });
});
