import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { cursorIn, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
});
afterAll(() => tenant.close());

const ana = (name: string, args: object) => tenant.call('ana.silva', name, args);
const next = (cursor: string | undefined) => ana('get_next_page', { cursor });

/** Reads all pages of a list. */
async function pagesOf(name: string, args: object): Promise<string[]> {
  const pages = [(await ana(name, args)).text];
  for (let count = 0; count < 50; count += 1) {
    const cursor = cursorIn(pages.at(-1) ?? '');
    if (cursor === undefined) break;
    pages.push((await next(cursor)).text);
  }
  return pages;
}

describe('get_next_page', () => {
  it.each([
    ['list_messages', { top: 7 }, { top: 50 }],
    ['list_messages', { top: 4, unread: true, folder: 'inbox' }, { top: 50, unread: true, folder: 'inbox' }],
    [
      'list_events',
      { top: 5, start: '2026-11-23', end: '2026-11-27' },
      { top: 75, start: '2026-11-23', end: '2026-11-27' },
    ],
    ['list_files', { top: 4 }, { top: 200 }],
  ])('shows every row of %s %j once, in order', async (name, small, large) => {
    const rows = (await pagesOf(name, small)).flatMap((text) => rowsIn(text).filter((row) => row.length > 1));
    const whole = (await pagesOf(name, large)).flatMap((text) =>
      rowsIn(text).filter((row) => row.length > 1),
    );
    expect(rows.length).toBeGreaterThan(4);
    expect(rows).toEqual(whole);
  });

  it('shows the same columns as the first page', async () => {
    const first = await ana('list_messages', { top: 4, ids: false });
    const second = await next(cursorIn(first.text));
    expect(second.text).toContain('\nreceived | from | subject | flags\n');
    expect(second.text).toMatch(/^4 messages in inbox/);
  });

  it("refuses everything except the user's own cursors, always with the same error", async () => {
    const cursor = cursorIn((await ana('list_messages', { top: 4 })).text) ?? '';
    const [kid, ...rest] = cursor.split('.');
    const altered = [
      kid,
      ...rest.slice(0, -1),
      `${rest.at(-1)?.startsWith('A') ? 'B' : 'A'}${rest.at(-1)?.slice(1)}`,
    ];
    for (const bad of [
      'x',
      cursor.slice(0, -4),
      altered.join('.'),
      '../../users',
      'https://graph.microsoft.com/v1.0/me',
    ]) {
      await expect(next(bad)).rejects.toMatchObject({ code: 'bad_cursor' });
    }
    await expect(tenant.call('ben.okafor', 'get_next_page', { cursor })).rejects.toMatchObject({
      code: 'bad_cursor',
    });
    await expect(next(` ${cursor}\n`)).resolves.toBeDefined();
  });
});
