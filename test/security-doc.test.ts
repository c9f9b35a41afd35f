import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { citationsIn, missingTests, type Citation } from './kit/citations/citations.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const security = read('docs/security.md');
const attacks = sectionsOf(security, '### ');
const habits = read('docs/client-habits.md');
const points = sectionsOf(habits, '## ');

type Section = { readonly heading: string; readonly text: string; readonly citations: readonly Citation[] };

/** Returns the sections whose heading starts with `mark`. Each section ends at the next heading of any level. */
function sectionsOf(document: string, mark: string): Section[] {
  const sections = document.split(/^(?=#{1,6} )/m).filter((section) => section.startsWith(mark));
  return sections.map((section) => {
    const [heading = '', ...lines] = section.slice(mark.length).split('\n');
    const text = lines.filter((line) => line.trim() !== '' && !line.startsWith('- ')).join('\n');
    return { heading, text, citations: citationsIn(section) };
  });
}

/** Returns list items that look like a citation but cannot be parsed. */
function unreadableCitations(document: string): string[] {
  const lines = document.split('\n').filter((line) => /^\s*[-*] (refused|accepted|test)\b/.test(line));
  return lines.filter((line) => citationsIn(line).length !== 1);
}

describe('docs/security.md', () => {
  it('has a defence for every attack, and cites a test for the attack and a test for legitimate use', () => {
    const incomplete = attacks.filter(({ text, citations }) => {
      const kinds = new Set(citations.map(({ as }) => as));
      return text === '' || !kinds.has('refused') || !kinds.has('accepted');
    });
    expect(incomplete).toEqual([]);
    expect(unreadableCitations(security)).toEqual([]);
  });

  it('cites tests that exist', () => {
    expect(missingTests(citationsIn(security), root)).toEqual([]);
  });

  it('states the right number of attacks', () => {
    expect(/Counted here: (\d+) attacks\./.exec(security)?.[1]).toBe(String(attacks.length));
  });
});

describe('docs/client-habits.md', () => {
  it('cites a test for each of its twelve points', () => {
    const numbers = points.map(({ heading }) => Number.parseInt(heading, 10));
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    expect(points.filter(({ text, citations }) => text === '' || citations.length === 0)).toEqual([]);
    expect(unreadableCitations(habits)).toEqual([]);
  });

  it('cites tests that exist', () => {
    expect(missingTests(citationsIn(habits), root)).toEqual([]);
  });
});

describe('the code', () => {
  it.each([
    ['PKCE verifiers', 'src/oauth/authorize/check-pkce.ts'],
    ['client secrets, MACs of forms and rows', 'src/secrets/sealer.ts'],
  ])('compares secrets in constant time: %s', (_what, file) => {
    expect(read(file)).toMatch(/timingSafeEqual\(/);
  });
});
