import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { mailOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  for (const subject of ['Walrus budget 2027', 'Walrus "quoted" plan']) {
    // oxlint-disable-next-line no-await-in-loop
    await tenant.call('ben.okafor', 'send_mail', { to: [mailOf('ana.silva')], subject, body: 'Kayaks.' });
  }
});
afterAll(() => tenant.close());

const search = async (args: object) => rowsIn((await tenant.call('ana.silva', 'search_messages', args)).text);
const subjects = async (args: object) => (await search(args)).map(([, , , subject]) => subject);

describe('search_messages', () => {
  it.each([
    [{ query: 'walrus AND kayaks' }, 2],
    [{ query: '"walrus budget"' }, 1],
    [{ query: 'walrus', from: 'Ben' }, 2],
    [{ query: 'walrus OR nothinglikeit', from: mailOf('ben.okafor') }, 2],
    [{ query: 'harbor', from: 'me' }, 2],
    [{ query: 'from:me harbor' }, 2],
    [{ query: 'walrus from:"ME"' }, 0],
    [{ query: 'to:me AND walrus' }, 2],
    [{ query: '"walrus from:me"' }, 0],
    [{ query: 'from:"Me Tran"' }, 0],
    [{ query: 'from:Meïr' }, 0],
    [{ query: 'from:me’s harbor' }, 0],
    [{ query: 'walrus', from: 'Dana' }, 0],
    [{ query: 'walrus (kayaks' }, 2],
    [{ query: '"walrus budget' }, 1],
    [{ query: 'walrus) OR (kayaks', from: 'Dana' }, 0],
    [{ query: 'walrus :)' }, 2],
    [{ subject: 'Walrus budget 2027' }, 1],
    [{ subject: 'Walrus "quoted" plan' }, 1],
    [{ query: 'walrus', since: '2026-11-21', before: '2026-11-22' }, 2],
    [{ query: 'walrus', before: '2026-11-21' }, 0],
    [{ query: 'walrus', folder: 'archive' }, 0],
  ])('finds the matching messages for %j', async (args, count) => {
    expect(await subjects(args)).toHaveLength(count);
  });

  it('marks drafts as not sent, as do list_messages, search and fetch', async () => {
    const ana = (tool: string, args: object) => tenant.call('ana.silva', tool, args);
    const mail = { to: ['Ben'], subject: 'Narwhal offer', body: 'Narwhal.' };
    await ana('create_draft', mail);
    await ana('send_mail', mail);
    const flags = (await search({ query: 'narwhal' })).map((row) => row[4] ?? '');
    expect(flags.toSorted()).toEqual(['', 'draft']);
    const listed = rowsIn((await ana('list_messages', { folder: 'drafts', ids: false })).text);
    expect(listed.find((row) => row.includes('Narwhal offer'))?.at(-1)).toBe('draft');
    const { results } = (await ana('search', { query: 'narwhal' })).structured as {
      results: { id: string; title: string }[];
    };
    expect(results).toHaveLength(2);
    expect(results.filter(({ title }) => title.startsWith('Draft: '))).toHaveLength(1);
    const states = await Promise.all(
      results.map(async ({ id }) => {
        const { structured } = await ana('fetch', { id });
        return (structured as { metadata: { state?: string } }).metadata.state;
      }),
    );
    expect(new Set(states)).toEqual(new Set([undefined, 'draft, not sent']));
  });

  it('shows the newest emails first, so that top=1 returns the latest email', async () => {
    const times = (await search({ since: '2020-01-01', top: 50 })).map(([time]) => time ?? '');
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await search({ from: 'Ben', top: 1 })).toHaveLength(1);
  });

  it('states the sender, the folder and the period that it searched', async () => {
    const args = { query: 'nothinglikeit', from: 'me', since: 'monday', before: 'today', folder: 'spam' };
    const { text } = await tenant.call('ana.silva', 'search_messages', args);
    const period = 'since 2026-11-16 00:00 before 2026-11-21 00:00';
    expect(text).toMatch(
      new RegExp(`^No messages found in spam from ${mailOf('ana.silva')} ${period}, newest`),
    );
    const all = await tenant.call('ana.silva', 'search_messages', { query: 'walrus' });
    expect(all.text).toMatch(/^2 messages found, newest first/);
  });

  it.each([
    ['{}', {}, /give at least one of query/],
    ['a blank query', { query: '  ' }, /query: must contain visible characters/],
    ['a query of brackets', { query: '()' }, /query must contain words/],
    ['a query of an operator', { query: 'OR', from: 'Ben' }, /query must contain words/],
    [
      'an operator of Gmail',
      { query: 'is:unread walrus' },
      /query contains is:, .*list_messages finds unread/,
    ],
    ['a wrong date', { since: 'someday' }, /since: must be a date/],
  ])('refuses %s', async (_what, args, reason) => {
    await expect(search(args)).rejects.toThrow(reason);
  });
});
