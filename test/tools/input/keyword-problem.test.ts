import { describe, expect, it } from 'vitest';

import { keywordProblem } from '../../../src/tools/input/keyword-problem.ts';

describe('keywordProblem', () => {
  it.each([
    ['is:unread budget', 'is:'],
    ['budget Is:read', 'is:'],
    ['-is:read', 'is:'],
    ['has:attachment from:ben', 'has:'],
    ['(in:inbox OR in:sent) budget', 'in:'],
    ['budget after:2026/11/20', 'after:'],
    ['before:2026-11-20', 'before:'],
    ['newer_than:7d budget', 'newer_than:'],
    ['label:work', 'label:'],
    ['larger:5M', 'larger:'],
    ['receivedDateTime>=2026-11-20', 'receivedDateTime'],
    ['sentDateTime ge 2026 OR sentDateTime:2026', 'sentDateTime'],
  ])('names the operator that Microsoft 365 does not support: %s', (query, name) => {
    expect(keywordProblem(query)?.toLowerCase()).toContain(`query contains ${name.toLowerCase()}, which`);
  });

  it.each([
    'from:ben AND received>=2026-11-20',
    'hasattachment:true',
    'has:true',
    'RE: Budget in: London',
    'budget "is:unread"',
    '“newer_than:7d”',
    'what is: a budget',
    'filename:budget',
    'isread:false',
    'path:"https://contoso.sharepoint.example/in:x"',
    'the day before: notes',
    'check-in:now',
    'séin:haus',
  ])('accepts KQL and plain words: %s', (query) => {
    expect(keywordProblem(query)).toBeUndefined();
  });

  it('asks for words if the query has none', () => {
    expect(keywordProblem('()')).toContain('query must contain words');
  });
});
