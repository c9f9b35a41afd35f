import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { addEvent, eventsOf } from '../../../src/standins/tenant/calendar.ts';
import { cursorIn, mailOf, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, given: object = {}) =>
  (await tenant.call('farah.rahimi', name, given)).text;
const FARAH = oidOf('farah.rahimi');
const events = () => eventsOf(tenant.graph.tenant, FARAH);
const removeAll = (subjects: readonly string[]) => {
  for (const { id, subject } of events().all()) if (subjects.includes(subject)) events().remove(id);
};
const titles = (month: string) => Array.from({ length: 28 }, (_, index) => `Block ${month} ${index + 1}`);

/** Adds an event on each of the first 28 days of a month of 2027. */
async function fill(month: string): Promise<void> {
  for (const [index, subject] of titles(month).entries())
    // oxlint-disable-next-line no-await-in-loop
    await call('create_event', {
      subject,
      start: `2027-${month}-${String(index + 1).padStart(2, '0')}T10:00`,
    });
}

const COUNT = 430;
const HOUR = 3_600_000;
const FIRST = Date.parse('2028-03-01T00:00:00Z');
const meetings = Array.from({ length: COUNT }, (_, index) => `Meeting ${index + 1}`);

/** Adds a short event for every hour from 1 March 2028 on, more than Graph returns in two pages. */
function fillHours(): void {
  for (const [index, subject] of meetings.entries()) addHour(subject, FIRST + index * HOUR);
}

function addHour(subject: string, start: number): void {
  addEvent(tenant.graph.tenant, FARAH, {
    subject,
    body: { contentType: 'html', content: '' },
    start,
    end: start + HOUR / 2,
    zone: 'UTC',
    organizer: { emailAddress: { name: 'Farah Rahimi', address: mailOf('farah.rahimi') } },
    attendees: [],
  });
}

describe('list_events if Graph returns several pages', () => {
  beforeEach(() => {
    for (const { id } of events().all()) events().remove(id);
    fillHours();
  });

  it.each<[string, (subjects: readonly string[], page: number) => void]>([
    ['nothing changes', () => {}],
    ['each page is deleted', removeAll],
    [
      'events are deleted after the last page that Graph returned',
      (subjects, page) => {
        if (page === 4) removeAll(subjects.slice(10, 30));
      },
    ],
    [
      'events of the first pages are deleted later',
      (_subjects, page) => {
        if (page === 5) removeAll(meetings.slice(0, 80));
      },
    ],
    [
      'events are added before those that were shown',
      (_subjects, page) => {
        if (page === 5) for (let at = 0; at < 170; at += 1) addHour('New', FIRST + HOUR * 0.75);
      },
    ],
  ])('shows every event exactly once if %s', async (_case, act) => {
    const seen: string[] = [];
    let text = await call('list_events', { start: '2028-03-01', end: '2028-03-31', top: 50 });
    for (let page = 1; ; page += 1) {
      const subjects = rowsIn(text).map((row) => row[1] ?? '');
      seen.push(...subjects.filter((one) => one !== 'New'));
      const cursor = cursorIn(text);
      if (cursor === undefined) break;
      act(subjects, page);
      // oxlint-disable-next-line no-await-in-loop
      text = await call('get_next_page', { cursor });
    }
    expect(seen).toEqual(meetings);
  });
});

describe('list_events, page by page', () => {
  it.each([
    ['nothing changes', '04', async () => {}],
    [
      'some events of each page are deleted',
      '05',
      (ids: readonly string[]) => call('delete_event', { event_ids: ids.slice(2, 6) }),
    ],
    ['each page is deleted', '06', (ids: readonly string[]) => call('delete_event', { event_ids: ids })],
    [
      'an event is added before those that were shown',
      '07',
      () => call('create_event', { subject: 'New', start: '2027-07-01T07:00' }),
    ],
  ])('shows every event exactly once if %s', async (_case, month, act) => {
    await fill(month);
    const seen: string[] = [];
    let text = await call('list_events', { start: `2027-${month}-01`, end: `2027-${month}-28`, top: 10 });
    for (;;) {
      const rows = rowsIn(text);
      seen.push(...rows.map((row) => row[1] ?? '').filter((title) => title.startsWith('Block')));
      const cursor = cursorIn(text);
      if (cursor === undefined) break;
      // oxlint-disable-next-line no-await-in-loop
      await act(rows.map((row) => row.at(-1) ?? ''));
      // oxlint-disable-next-line no-await-in-loop
      text = await call('get_next_page', { cursor });
    }
    expect(seen).toEqual(titles(month));
  });
});
