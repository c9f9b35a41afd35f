import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { byExtension } from '../../src/documents/document-kind.ts';
import { textOfFile } from '../../src/documents/text-of-document.ts';
import { conversions } from '../../src/tools/files/shared/text/conversion.ts';
import { textOfHtml } from '../../src/tools/output/html/text-of-html.ts';
import { samples } from './described-samples.ts';

/** Returns the rows of the table with this header in docs/files.md, as lists of cells. */
function rowsOf(heading: string): string[][] {
  const lines = readFileSync('docs/files.md', 'utf8').split('\n');
  const start = lines.indexOf(heading) + 2;
  const end = lines.findIndex((line, at) => at >= start && !line.startsWith('|'));
  const rows = lines.slice(start, end);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the formats in docs/files.md', () => {
  const rows = rowsOf('| format | read by | offset counts |').filter(([name]) => !name?.startsWith('plain'));
  const named = rows.flatMap(([names = '', by = '']) =>
    names.split(', ').map((ending) => [ending, by.includes('Graph')] as const),
  );

  it('match the formats that the readers support', () => {
    const own = named.filter(([, isConverted]) => !isConverted).map(([ending]) => ending);
    const known = [...byExtension].filter(([, kind]) => kind !== 'plain').map(([ending]) => ending);
    expect(own.toSorted()).toEqual(known.toSorted());
  });

  it('match the formats that Microsoft Graph converts', () => {
    const converted = named.filter(([, isConverted]) => isConverted).map(([ending]) => ending);
    expect(converted.toSorted()).toEqual([...conversions.keys()].toSorted());
  });
});

describe('the table of formats in docs/files.md', () => {
  const rows = rowsOf('| format | read | left out |');

  it('has a test sample for each format', () => {
    expect(rows.map(([format]) => format)).toEqual(Object.keys(samples));
  });

  it('gives a reason for everything that is left out', () => {
    const phrases = (cells: readonly (string | undefined)[]) =>
      [...new Set(cells.flatMap((cell = '') => cell.split('; ')))].toSorted();
    const reasons = rowsOf('| left out | why |').map(([left]) => left);
    expect(phrases(reasons)).toEqual(phrases(rows.map(([, , left]) => left)));
  });

  it.each(rows)(
    'describes what the reader returns and leaves out: %s',
    async (format = '', read = '', left = '') => {
      const sample = samples[format]?.();
      if (sample === undefined) throw new RangeError(`There is no sample for ${format}.`);
      const job = { kind: sample.kind, bytes: sample.bytes, from: 0, length: 100_000 };
      const { text } = await textOfFile(job, { textOfHtml });
      expect(Object.keys(sample.read)).toEqual(read.split('; '));
      expect(Object.keys(sample.left)).toEqual(left.split('; '));
      for (const words of Object.values(sample.read)) expect(text).toContain(words);
      for (const words of Object.values(sample.left)) expect(text).not.toContain(words);
    },
  );
});
