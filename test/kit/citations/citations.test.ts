import { describe, expect, it } from 'vitest';

import { citationsIn, unproven, type TestOutcome } from './citations.ts';

const passed = (title: string, file = 'test/folder/name.test.ts'): TestOutcome => ({
  file,
  title,
  state: 'passed',
});
const cite = (title: string) => [{ as: 'refused', path: 'folder/name', title }];

describe('citationsIn', () => {
  it('reads list items of the form "- kind: `path`: title" and nothing else', () => {
    const text = [
      '# Heading',
      '- refused: `folder/name`: refuses %s, with a `word`',
      '- a point of `some/list`: with text',
      'See `folder/name`: it is explained there.',
      '- test: `name`: works',
    ].join('\n');
    expect(citationsIn(text)).toEqual([
      { as: 'refused', path: 'folder/name', title: 'refuses %s, with a `word`' },
      { as: 'test', path: 'name', title: 'works' },
    ]);
  });

  it('reads the last cell of a table row', () => {
    const text = [
      '| no. | trap | test |',
      '|---|---|---|',
      '| 1 | A trap of `some/list`: text. | `folder/name`: refuses %s, with a `word` |',
      '| 2 | A trap without a test. | none |',
    ].join('\n');
    expect(citationsIn(text)).toEqual([
      { as: 'test', path: 'folder/name', title: 'refuses %s, with a `word`' },
    ]);
  });
});

describe('a citation', () => {
  it.each<[string, string, string]>([
    ['a plain title', 'is refused (RFC 6750, 2.3)', 'is refused (RFC 6750, 2.3)'],
    ['a title with %s', 'refuses %s, always', 'refuses a token, always'],
    ['a title that begins with %j', '%j is shown as %j', '"a" is shown as "b"'],
    ['a title with a value of several lines', 'refuses %s', 'refuses a\nb'],
    ['a title with the number of a case', 'refuses case %#', 'refuses case 7'],
    ['a title with a field of the row', '$row.name signs in', 'Codex signs in'],
  ])('is proven by a passed test with %s', (_, cited, title) => {
    expect(unproven(cite(cited), [passed(title)])).toEqual([]);
  });

  it.each<[string, TestOutcome[]]>([
    ['did not run', []],
    ['did not run', [passed('refuses a token, always', 'test/folder/other.test.ts')]],
    ['did not run', [passed('refuses a token, always and more')]],
    ['skipped', [{ ...passed('refuses a token, always'), state: 'skipped' }]],
    ['failed', [passed('refuses one, always'), { ...passed('refuses another, always'), state: 'failed' }]],
  ])('is unproven if the test outcome is "%s": %j', (state, outcomes) => {
    expect(unproven(cite('refuses %s, always'), outcomes)).toEqual([
      `test/folder/name.test.ts: "refuses %s, always" (${state})`,
    ]);
  });
});
