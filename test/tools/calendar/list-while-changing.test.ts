import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cursorIn, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const call = async (name: string, given: object = {}) =>
  (await tenant.call('farah.rahimi', name, given)).text;
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
