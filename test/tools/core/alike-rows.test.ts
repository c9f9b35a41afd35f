import { describe, expect, it } from 'vitest';

import { linesOf } from '../../../src/tools/core/shared/alike-rows.ts';

const rows = (count: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, name: `Printer ${index}`, ...more(index) }));

describe('items from Graph', () => {
  it('become a table if they have the same properties', () => {
    const { names, lines } = linesOf(
      rows(3, (index) => ({ pages: index, isShared: true, at: { floor: 2 } })),
    );
    expect(names).toBe('id | name | pages | isShared | at');
    expect(lines).toEqual([
      '0 | Printer 0 | 0 | true | {"floor":2}',
      '1 | Printer 1 | 1 | true | {"floor":2}',
      '2 | Printer 2 | 2 | true | {"floor":2}',
    ]);
  });

  it('have empty cells for properties that they lack', () => {
    const { lines } = linesOf(rows(4, (index) => (index === 3 ? {} : { floor: index })));
    expect(lines.at(-1)).toBe('3 | Printer 3 | ');
  });

  it.each([
    ['there are only two', rows(2)],
    ['one is not a record', [...rows(3), 'text']],
    ['few properties are shared', rows(3, (index) => ({ [`a${index}`]: 1, [`b${index}`]: 2 }))],
    ['a text has several lines', rows(3, () => ({ body: 'one\ntwo' }))],
    ['a text contains the separator', rows(3, () => ({ body: 'one | two' }))],
    ['a name contains the separator', rows(3, () => ({ 'a|b': 1 }))],
    ['a nested value is long', rows(3, () => ({ body: { content: 'x'.repeat(200) } }))],
  ])('stay JSON if %s', (_case, items) => {
    const { names, lines } = linesOf(items);
    expect(names).toBeUndefined();
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items);
  });
});
