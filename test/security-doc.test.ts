import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** The rows of the tables: attack, defence, and the tests that refuse and that let through. */
const rows = rowsOf(page).filter(([attack]) => attack !== 'attack');

function rowsOf(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

type Reference = { readonly file: string; readonly title: string };

function referencesIn(cell: string): Reference[] {
  return cell.split('<br>').map((text) => {
    const [, file = '', title = ''] = /^`([\w./-]+)`: (.+)$/.exec(text) ?? [];
    return { file: join(root, 'test', `${file}.test.ts`), title };
  });
}

function isTest({ file, title }: Reference): boolean {
  if (title === '' || !existsSync(file)) return false;
  const source = readFileSync(file, 'utf8');
  return source.includes(`'${title.replaceAll("'", "\\'")}'`) || source.includes(`"${title}"`);
}

describe('the page on attacks', () => {
  it('has a defence, a test that refuses and one that lets through in every row', () => {
    expect(rows.filter((row) => row.length !== 4 || row.some((cell) => cell.trim() === ''))).toEqual([]);
  });

  it('names tests that exist', () => {
    const missing = rows
      .flatMap(([, , refused = '', letThrough = '']) => [refused, letThrough])
      .flatMap(referencesIn)
      .filter((reference) => !isTest(reference));
    expect(missing).toEqual([]);
  });

  it('counts its rows', () => {
    expect(/Counted here: (\d+) attacks\./.exec(page)?.[1]).toBe(String(rows.length));
  });
});

describe('the page on what clients do', () => {
  const habits = readFileSync(join(root, 'docs/client-habits.md'), 'utf8');
  const points = rowsOf(habits).filter(([number = '']) => /^\d+$/.test(number));

  it('has a test for each of the twelve points', () => {
    expect(points.map(([number]) => Number(number))).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    const references = points.flatMap(([, , , tests = '']) => referencesIn(tests));
    expect(references.filter((reference) => !isTest(reference))).toEqual([]);
  });
});

describe('the code', () => {
  it.each([
    ['verifiers of PKCE', 'src/oauth/authorize/check-pkce.ts'],
    ['secrets of clients, proofs of forms and rows', 'src/secrets/sealer.ts'],
  ])('compares what somebody could guess in constant time: %s', (_what, file) => {
    expect(readFileSync(join(root, file), 'utf8')).toMatch(/timingSafeEqual\(/);
  });
});
