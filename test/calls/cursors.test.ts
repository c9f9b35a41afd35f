import { expect, it } from 'vitest';

import { createCursors } from '../../src/calls/cursors.ts';
import { openSealer } from '../kit/sealer.ts';

const ana = { tid: 't-1', oid: 'ana' };
const position = { tool: 'list_messages', facts: { args: { top: 5 }, set: { $skip: '5' } } };
const bad = { code: 'bad_cursor', sideEffect: 'unchanged' };

it('a cursor is short and can be opened by its owner', async () => {
  const cursors = createCursors({ sealer: openSealer() });
  const cursor = await cursors.seal(ana, position, 60);
  await expect(cursors.open(ana, cursor)).resolves.toEqual(position);
  expect(cursor.length).toBeLessThan(360);
  expect(cursor).not.toMatch(/^eyJ/);
});

it.each([
  ['quotes', (cursor: string) => `"${cursor}"`],
  ['backticks', (cursor: string) => `\`${cursor}\``],
  ['a full stop', (cursor: string) => `${cursor}.`],
  ['its name', (cursor: string) => `cursor="${cursor}"`],
  ['its name in JSON', (cursor: string) => `"cursor": "${cursor}"`],
  ['a longer name', (cursor: string) => `next_cursor: ${cursor}`],
  ['a longer name in JSON', (cursor: string) => `{"nextCursor":"${cursor}"}`],
  ['the name of the tool', (cursor: string) => `get_next_page(cursor="${cursor}")`],
  ['its name and a colon', (cursor: string) => `Cursor:\n${cursor}\n`],
  ['a line break within', (cursor: string) => `${cursor.slice(0, 40)}\n${cursor.slice(40)}`],
])('a cursor can be opened with %s', async (_what, copied) => {
  const cursors = createCursors({ sealer: openSealer() });
  const cursor = await cursors.seal(ana, position, 60);
  await expect(cursors.open(ana, copied(cursor))).resolves.toEqual(position);
});

it.each([
  ['another user', { tid: 't-1', oid: 'ben' }],
  ['the same user in another tenant', { tid: 't-2', oid: 'ana' }],
])('a cursor cannot be opened by %s', async (_who, holder) => {
  const cursors = createCursors({ sealer: openSealer() });
  await expect(cursors.open(holder, await cursors.seal(ana, position, 60))).rejects.toMatchObject(bad);
});

it('a cursor cannot be opened after it has expired', async () => {
  let now = Date.now();
  const cursors = createCursors({ sealer: openSealer(() => now) });
  const cursor = await cursors.seal(ana, position, 60);
  now += 200_000;
  await expect(cursors.open(ana, cursor)).rejects.toMatchObject(bad);
});

it('a token of another kind cannot be opened as a cursor', async () => {
  const sealer = openSealer();
  const cursors = createCursors({ sealer });
  const link = await sealer.seal('session', { who: 'x', ...position }, 60);
  await expect(cursors.open(ana, link)).rejects.toMatchObject(bad);
  const [header = '', ...rest] = link.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  await expect(cursors.open(ana, [kid, ...rest].join('.'))).rejects.toMatchObject(bad);
});

it.each(['', '.', 'x', 'a.b.c.d.e', '🙂', 'eyJ.eyJ', '__proto__....', 'x'.repeat(20_000)])(
  'text that is not a cursor cannot be opened: %s',
  async (text) => {
    await expect(createCursors({ sealer: openSealer() }).open(ana, text)).rejects.toMatchObject(bad);
  },
);
