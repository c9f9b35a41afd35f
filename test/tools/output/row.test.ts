import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { itemsOf } from '../../../src/tools/output/graph-data.ts';
import { flag, text } from '../../../src/tools/output/graph-schema.ts';
import { idColumn, rowOf, selectFor, structuredRow, structuredRows } from '../../../src/tools/output/row.ts';
import { renderTable } from '../../../src/tools/output/table.ts';

const note = rowOf({
  title: text,
  isPinned: flag,
  createdDateTime: text,
  author: z.object({ name: text }).nullish(),
});

const columns = [
  note.column('Created (UTC)', ['createdDateTime'], (row) => row.createdDateTime, {
    show: (time) => (time ?? '').slice(0, 10),
  }),
  note.column('title', ['title', 'isPinned'], ({ title, isPinned }) => `${isPinned ? '* ' : ''}${title}`),
  note.column('author', ['author'], ({ author }) => author?.name),
  note.column('tags', ['isPinned', 'title'], ({ isPinned }) => (isPinned ? ['pinned', 'old'] : []), {
    type: 'list',
  }),
  idColumn,
];

const rows = [
  { id: 'n1', title: 'First|note', isPinned: true, createdDateTime: '2026-11-21T10:00:00Z', author: null },
  { id: 'n2', title: 'Sec\u200bond', isPinned: false, createdDateTime: null, author: { name: 'Ana' } },
];

describe('a column', () => {
  it('selects the id first, and each property of the row once', () => {
    expect(selectFor(columns)).toEqual(['id', 'createdDateTime', 'title', 'isPinned', 'author']);
  });

  it('does not compile with a property that the row lacks', () => {
    // @ts-expect-error: misspelt
    note.column('title', ['titel'], () => '');
    // @ts-expect-error: misspelt within an object
    note.column('author', ['author'], ({ author }) => author?.nmae);
  });

  it('does not compile if it reads a property that it does not select', () => {
    // @ts-expect-error: author is not in the list
    note.column('author', ['title'], ({ author }) => author?.name);
  });
});

describe('a list of rows', () => {
  it('is rendered as a table of cleaned text', () => {
    const { text } = renderTable({ what: 'notes', columns, rows, follows: 'That is all.' });
    expect(text.split('\n').slice(3, -1)).toEqual([
      'Created (UTC) | title | author | tags | id',
      '2026-11-21 | * First¦note |  | pinned, old | n1',
      ' | Second | Ana |  | n2',
    ]);
  });

  it('is converted to data with complete values, cleaned text and no empty properties', () => {
    expect(structuredRows(columns, rows)).toEqual([
      { created_utc: '2026-11-21T10:00:00Z', title: '* First¦note', tags: ['pinned', 'old'], id: 'n1' },
      { title: 'Second', author: 'Ana', id: 'n2' },
    ]);
  });
});

describe('the rows of a response', () => {
  const answerOf = (body: unknown) => ({ status: 200, body, requestId: undefined, bytes: 0 });

  it('can have additional properties, and can lack properties that were not selected', () => {
    const value = [{ id: 'n1', title: 'T', '@odata.etag': 'W/1' }];
    expect(itemsOf(answerOf({ value }), note.schema)).toEqual([{ id: 'n1', title: 'T' }]);
  });

  it.each([
    [{ value: [{ id: 'n1', title: { text: 'T' } }] }],
    [{ value: [{ title: 'T' }] }],
    [{ id: 'n1' }],
    [[]],
  ])('are refused if they do not match the schema: %j', (body) => {
    expect(() => itemsOf(answerOf(body), note.schema)).toThrow(
      expect.objectContaining({ name: 'ToolError', code: 'bad_answer' }),
    );
  });
});

describe('structured rows', () => {
  const typed = [
    note.column('title', ['title'], ({ title }) => title),
    note.column('count', ['title'], ({ title }) => title?.length, { type: 'number' }),
    note.column('is pinned', ['isPinned'], ({ isPinned }) => isPinned, { type: 'boolean' }),
    note.column('letters', ['title'], ({ title }) => Array.from(title ?? ''), { type: 'list' }),
    note.column('text', ['title'], ({ title }) => Array.from(title ?? '')),
    note.column('wrong', ['title'], ({ title }) => title, { type: 'number' }),
  ];
  const row = { id: 'n1', title: 'ab', isPinned: false };

  it('have the types that their columns declare, by default strings, and match their schema', () => {
    const [value] = structuredRows(typed, [row]);
    expect(value).toEqual({ title: 'ab', count: 2, is_pinned: false, letters: ['a', 'b'], text: 'a, b' });
    expect(structuredRow(typed).strict().parse(value)).toEqual(value);
  });

  it('omit missing values', () => {
    const empty = { id: 'n1', title: null, isPinned: null };
    expect(structuredRows(typed, [empty])).toEqual([{}]);
  });
});
