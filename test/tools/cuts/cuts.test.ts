import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { cutsIn } from './cut-scanner.ts';
import { harmlessCuts } from './harmless-cuts.ts';
import { statedCuts } from './reviewed-cuts.ts';

const root = join(import.meta.dirname, '../../../src/tools');

/**
 * Excludes the parsers of HTML, CSS and Markdown, because parsers slice text everywhere. `html-budget.ts` and its tests
 * state what the parsers leave out.
 */
const parsers = /^output\/html\/|^mail\/shared\/markdown\/|\.gen\.ts$/;

const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !parsers.test(file))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);

/** Matches slices that take the date or the time of day from a timestamp, such as `start.slice(0, 10)`. */
const partOfTime =
  /(?:time|start|end|from|today|local|moment|toISOString\(\)|local\w*\(.*\)|instant\(.*\)|' '\)|start\)|time \?\? ''\))\??\s?\.slice\((?:0|11), \d\d?\)$/i;

/** Returns the cuts in a file that are in neither table of reviewed cuts. */
function unreviewed(file: string, source: string): readonly string[] {
  const known = { ...statedCuts[file], ...harmlessCuts[file] };
  return cutsIn(source)
    .filter(({ code }) => !Object.hasOwn(known, code) && !partOfTime.test(code))
    .map(({ code, line }) => `${file}:${line} ${code}`);
}

describe('a tool that leaves out data', () => {
  it('says so, or is listed with the reason in the table of reviewed omissions', () => {
    expect([...sources].flatMap(([file, source]) => unreviewed(file, source))).toEqual([]);
  });

  it("has, in its source, the table's sentence for each omission", () => {
    const missing = Object.entries(statedCuts).flatMap(([file, cuts]) =>
      Object.values(cuts).filter((sentence) => sources.get(file)?.includes(sentence) !== true),
    );
    expect(missing).toEqual([]);
  });

  it('still makes each omission that the table lists', () => {
    const gone = [statedCuts, harmlessCuts].flatMap((table) =>
      Object.entries(table).flatMap(([file, cuts]) => {
        const present = new Set(cutsIn(sources.get(file) ?? '').map(({ code }) => code));
        return Object.keys(cuts)
          .filter((code) => !present.has(code))
          .map((code) => `${file} ${code}`);
      }),
    );
    expect(gone).toEqual([]);
  });

  it.each([
    ['a slice', 'const shown = rows.slice(0, 5);'],
    ['a slice of whole characters', 'const shown = wholeCharacters(text, 5);'],
    ['a slice with a named bound', 'const shown = rows\n  .filter(Boolean)\n  .slice(0, MAX_ROWS);'],
    ['a slice from the end', 'const shown = rows.slice(-3);'],
    ['a splice', 'rows.splice(10);'],
    ['a length', 'rows.length = 10;'],
    ['an iterator that stops', 'const shown = [...rows.values().take(10)];'],
    ['a page', "await call.graph(read('/me/contacts', { select, top: 10 }));"],
    ['a page in a plain query', "const query = { $top: '10' };"],
  ])('is reported in every file if the table does not list %s', (_what, code) => {
    for (const [file, source] of sources)
      expect(unreviewed(file, `${source}\n${code}\n`), file).toHaveLength(1);
  });

  it.each([
    'const day = start.slice(0, 10);',
    'const rest = path.slice(3);',
    '// rows.slice(0, 5)',
    '/** `rows.slice(0, 5)` */',
    'const input = { top: top(100) };',
  ])('is not reported for %j', (code) => {
    expect(unreviewed('new-tool.ts', code)).toEqual([]);
  });
});
