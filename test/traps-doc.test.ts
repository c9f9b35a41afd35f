import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { catalogue } from '../src/tools/catalogue.gen.ts';
import { citationsIn, missingTests } from './kit/citations/citations.ts';

const root = join(import.meta.dirname, '..');
const traps = readFileSync(join(root, 'docs/traps.md'), 'utf8');
const rows = traps
  .split('\n')
  .filter((line) => /^\| +\d/.test(line))
  .map((line) => ({ line, cells: line.split('|').map((cell) => cell.trim()) }));
const names: ReadonlySet<string> = new Set(catalogue.map(({ name }) => name));

describe('docs/traps.md', () => {
  it('names existing tools or "all" and cites one test in each row', () => {
    const wrong = rows.filter(({ line, cells: [, , trap = '', tools = ''] }) => {
      const named = tools.split(', ');
      const isKnown = tools === 'all' || named.every((tool) => names.has(tool.replaceAll('`', '')));
      return trap === '' || !isKnown || citationsIn(line).length !== 1;
    });
    expect(wrong.map(({ line }) => line)).toEqual([]);
  });

  it('lists the traps in order and covers every area that has tools', () => {
    const numbers = rows.map(({ cells: [, number] }) => Number(number));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const needed = Array.from({ length: 42 }, (_, index) => index + 1);
    expect(needed.filter((number) => !numbers.includes(number))).toEqual([]);
  });

  it('cites tests that exist', () => {
    expect(missingTests(citationsIn(traps), root)).toEqual([]);
  });
});
