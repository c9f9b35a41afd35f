import { describe, expect, it } from 'vitest';

import { wellFormedQuery } from '../../../src/graph/request/keyword-query.ts';

describe('a keyword query', () => {
  it.each([
    'budget',
    'from:ben AND (subject:"Q3 (draft" OR hasattachment:true)',
    '"AND" NOT invoice',
    'received>=2026-11-01',
    '-spam budget',
    'budget -"first draft"',
    'budget -(draft OR copy)',
    '+"annual report" -draft',
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
    ['Harbor - status', 'Harbor  status'],
    ['Harbor + - status -', 'Harbor   status'],
    ['- Harbor -status', 'Harbor -status'],
    ['"Harbor - status" - (Q3 - Q4)', '"Harbor - status"  (Q3  Q4)'],
    ['Harbor AND - status', 'Harbor AND  status'],
    ['Harbor AND -', 'Harbor'],
    ['(Harbor -) status', '(Harbor ) status'],
    ['budget (NOT (AND (OR) NOT))', 'budget'],
    ['( (a) AND () OR ) b', '( (a) ) b'],
    ['(OR () AND a () ) NOT b', '( a   ) NOT b'],
  ])('%s becomes %s', (given, expected) => {
    expect(wellFormedQuery(given)).toBe(expected);
  });

  it.each(['()', '(()', '"', '""', '" "', 'AND', '(OR)', 'NOT', '*', ':', '- -', ''])(
    'is empty if there is nothing to search for: %s',
    (given) => {
      expect(wellFormedQuery(given)).toBe('');
    },
  );

  it('is repaired in one pass, however deeply its empty brackets are nested', () => {
    const depth = 50_000;
    expect(wellFormedQuery(`${'('.repeat(depth)}${')'.repeat(depth)} budget`)).toBe('budget');
    expect(wellFormedQuery(`${'(NOT '.repeat(depth)}${'AND)'.repeat(depth)} budget`)).toBe('budget');
    expect(wellFormedQuery(`budget ${'() '.repeat(depth)} AND`)).toBe('budget');
  });
});
