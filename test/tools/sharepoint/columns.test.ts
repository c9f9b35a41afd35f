import { describe, expect, it } from 'vitest';

import { columnsFrom, kindInWords } from '../../../src/tools/sharepoint/shared/columns.ts';

const column = (name: string, facet: object = { text: {} }, more: object = {}) => ({
  name,
  displayName: name,
  ...facet,
  ...more,
});

describe("a list's columns", () => {
  it.each<[facet: object, kind: string]>([
    [{ text: {} }, 'text'],
    [{ number: {} }, 'number'],
    [{ currency: {} }, 'number'],
    [{ choice: { displayAs: 'dropDownMenu' } }, 'choice'],
    [{ choice: { displayAs: 'checkBoxes' } }, 'several choices'],
    [{ dateTime: { format: 'dateOnly' } }, 'date'],
    [{ dateTime: { format: 'dateTime' } }, 'date and time'],
    [{ boolean: {} }, 'yes/no'],
    [{ personOrGroup: { allowMultipleSelection: false } }, 'person'],
    [{ personOrGroup: { allowMultipleSelection: true } }, 'people'],
    [{ lookup: { listId: 'x', allowMultipleValues: true } }, 'lookup, several'],
    [{ hyperlinkOrPicture: {} }, 'link'],
    [{ term: { allowMultipleValues: true } }, 'managed metadata'],
    [{ calculated: {} }, 'calculated'],
    [{}, 'other'],
  ])('have the type that the facet %j determines', (facet, kind) => {
    expect(columnsFrom([column('A', facet)]).map(kindInWords)).toEqual([kind]);
  });

  it('are recognised as managed metadata if there is a hidden column with the same name followed by _0', () => {
    const twin = column('x1', { text: {} }, { displayName: 'Topic_0', hidden: true });
    expect(columnsFrom([column('Topic', {}), twin]).map(kindInWords)).toEqual(['managed metadata']);
  });

  it.each(['A,B', 'A)', "A'", 'A B', 'A/B', '$select', ''])(
    'are left out if the internal name could change the structure of a query: %j',
    (name) => {
      expect(columnsFrom([column(name), column('Größe_x0020_1')]).map(({ id }) => id)).toEqual([
        'Größe_x0020_1',
      ]);
    },
  );

  it("do not include technical columns, and end with SharePoint's standard columns", () => {
    const system = ['Modified', 'LinkTitle', '_UIVersionString'].map((name) =>
      column(name, {}, { readOnly: true }),
    );
    expect(columnsFrom([...system, column('Title')]).map(({ id }) => id)).toEqual(['Title', 'Modified']);
  });
});
