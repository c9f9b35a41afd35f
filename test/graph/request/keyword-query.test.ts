import { describe, expect, it } from 'vitest';

import { wellFormedQuery } from '../../../src/graph/request/keyword-query.ts';

describe('a keyword query', () => {
  it.each([
    'budget',
    'from:ben AND (subject:"Q3 (draft" OR hasattachment:true)',
    '"AND" NOT invoice',
    'received>=2026-11-01',
    '-spam budget',
    '👍',
  ])('is unchanged if it is well formed: %s', (query) => {
    expect(wellFormedQuery(query)).toBe(query);
  });

  it.each([
    ['Q3 (draft', 'Q3 draft'],
    ['budget) OR (salary', 'budget OR salary'],
    ['(a OR b', 'a OR b'],
    ['"annual report', 'annual report'],
    ['“annual report”', '"annual report"'],
    ['subject:"offer" "', 'subject:"offer"'],
    ['budget AND', 'budget'],
    ['OR budget', 'budget'],
    ['budget AND NOT', 'budget'],
    ['(AND budget OR)', '( budget )'],
    ['budget ()', 'budget'],
    ['budget AND ()', 'budget'],
    ['ANDREW OR', 'ANDREW'],
    ['budget :)', 'budget :'],
  ])('%s becomes %s', (given, expected) => {
    expect(wellFormedQuery(given)).toBe(expected);
  });

  it.each(['()', '(()', '"', '""', '" "', 'AND', '(OR)', 'NOT', '*', ':', '- -', ''])(
    'is empty if there is nothing to search for: %s',
    (given) => {
      expect(wellFormedQuery(given)).toBe('');
    },
  );
});
