import { describe, expect, it } from 'vitest';

import { parseKeywords } from '../../../../src/standins/graph/odata/search-syntax.ts';

const parse = (query: string) =>
  parseKeywords<string>(query, (row, property, value) => row.includes(`${property ?? ''}${value}`));

describe('a keyword query in KQL', () => {
  it.each([
    '()',
    '(a',
    'a)',
    '(a OR (b)',
    '"a',
    'a AND',
    'AND a',
    'a OR',
    'OR a',
    'NOT',
    'a AND OR b',
    '(a OR )',
  ])('is refused if it is malformed: %s', (query) => {
    expect(() => parse(query)).toThrow('malformed');
  });

  it.each(['a', '"a (b"', '(a OR b) c', 'a AND NOT (b OR c)', 'NOT b', '((a))', '-b', ''])(
    'is accepted if it is well formed: %s',
    (query) => {
      expect(() => parse(query)('a')).not.toThrow();
    },
  );
});
