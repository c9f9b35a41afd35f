import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

/** Words that make texts hard to read, and what to write instead. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/mend(s|ed|ing)?/, 'fix, correct'],
  [/purses?/, 'budget'],
  [/whoever|whomever|whom|whichever/, 'somebody who, the one that; name the subject'],
  [/dearer|dearest/, 'slower, slowest, more expensive'],
  [/betrays?/, 'reveal, is evidence of'],
  [/anew/, 'again'],
  [/goes on|go on|went on/, 'continue'],
  [/in peace/, 'unchanged, without requests'],
  [/(this|that) very/, 'this, exactly this'],
  [/trespass\w*/, 'access, escape from'],
  [/befalls?/, 'happen to, affect'],
  [/heed(s|ed)?/, 'respect, follow'],
  [/so many (seconds|characters|bytes)/, 'a number of seconds'],
  [/came of|comes? of/, 'result from, start with'],
  [/is told as|are told/, 'is reported as'],
  [/beside/, 'next to, besides, in addition to'],
  [/lanes?/, 'concurrency limit, queue'],
  [/the house/, 'the architecture, the layout'],
  [/speaks of/, 'describes, names'],
  [/heard out/, 'read to the end'],
  [/nobody asks/, 'unless it is requested'],
];

/** Files that may contain words from `replacements`, with the reason. */
const exceptions: readonly (readonly [path: RegExp, reason: string])[] = [
  [/^src\/standins\/tenant\/data\//, 'mail, chats and files that people of the demo tenant wrote'],
  [/^test\/language\.test\.ts$/, 'the list itself'],
];

const forbidden = new RegExp(`\\b(?:${replacements.map(([word]) => word.source).join('|')})\\b`, 'i');

const root = join(import.meta.dirname, '..');

function filesOf(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules') && !exceptions.some(([path]) => path.test(file)));
}

/** Returns the first forbidden word in a text with its replacement, or undefined. */
function findForbidden(text: string): string | undefined {
  const [word] = forbidden.exec(text) ?? [];
  if (word === undefined) return undefined;
  const [, instead] =
    replacements.find(([pattern]) => new RegExp(`^(?:${pattern.source})$`, 'i').test(word)) ?? [];
  return `"${word}" (say: ${instead})`;
}

/**
 * Returns `file:line: "word" (say: …)` for each line with a forbidden word or phrase, including phrases that are
 * wrapped over two lines.
 */
function findingsIn(file: string, isText: (line: string) => boolean = () => true): string[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (!isText(line)) return [];
    const next = (lines[index + 1] ?? '').replace(/^[\s*/|>-]+/, '');
    const found =
      findForbidden(line) ??
      (findForbidden(next) === undefined ? findForbidden(`${line.trimEnd()} ${next}`) : undefined);
    return found === undefined ? [] : [`${file}:${index + 1}: ${found}`];
  });
}

/** Returns the titles of all suites and tests, including parametrised ones. */
function titlesIn(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const call = /\b(?:describe|it|test)(?:\.\w+)*(?:<[^(]*>)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  const parametrised = /\)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  return [...source.matchAll(call), ...source.matchAll(parametrised)].map(([, , title = '']) => title);
}

describe('plain English', () => {
  it.each(['src', 'functions'])('is used in %s/', (folder) => {
    expect(filesOf(folder, /\.ts$/).flatMap((file) => findingsIn(file))).toEqual([]);
  });

  it('is used in the documents', () => {
    // Leaves out citations: they are test titles, and test titles are checked in the test files.
    const isText = (line: string) => !/^- (refused|accepted|test): `/.test(line);
    const documents = ['README.md', 'CONTRIBUTING.md', ...filesOf('docs', /\.md$/)];
    expect(documents.flatMap((file) => findingsIn(file, isText))).toEqual([]);
  });

  it('is used in test titles', () => {
    const findings = filesOf('test', /\.test\.ts$/).flatMap((file) =>
      titlesIn(file).flatMap((title) => {
        const found = findForbidden(title);
        return found === undefined ? [] : [`${file}: "${title}": ${found}`];
      }),
    );
    expect(findings).toEqual([]);
  });
});

describe('the word list', () => {
  it.each([
    ['Mend them and call again.', 'fix, correct'],
    ['It goes on at once.', 'continue'],
    ['written for whom it concerns', 'somebody who, the one that; name the subject'],
    ['beside the list', 'next to, besides, in addition to'],
  ])('finds a word in any case: %s', (text, instead) => {
    expect(findForbidden(text)).toContain(instead);
  });

  it.each(['recommended amendments', 'besides', 'planes and dilemmas', 'welcome officers'])(
    'accepts words that merely contain a listed word: %s',
    (text) => {
      expect(findForbidden(text)).toBeUndefined();
    },
  );

  it('lists only existing files as exceptions', () => {
    const all = ['src', 'docs', 'test'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    );
    expect(exceptions.filter(([path]) => !all.some((file) => path.test(file)))).toEqual([]);
  });
});
