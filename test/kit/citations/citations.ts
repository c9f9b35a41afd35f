import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A test that a document cites as evidence, in a line such as ``- refused: `path/below/test`: title of the test`` or in
 * the last cell of a table.
 */
export type Citation = { readonly as: string; readonly path: string; readonly title: string };

/** A test case of a run. */
export type TestOutcome = {
  readonly file: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
};

/**
 * Returns the citations in a document, with titles as in the source: a parametrised title contains its placeholders
 * (`%s`, `%j`, `$name`).
 */
export function citationsIn(text: string): Citation[] {
  const inLists = [...text.matchAll(/^- (\w+): `([\w./-]+)`: (.+)$/gm)];
  const inTables = [...text.matchAll(/^\|.*(\|) `([\w./-]+)`: ([^|\n]+) \|$/gm)];
  return [
    ...inLists.map(([, as = '', path = '', title = '']) => ({ as, path, title })),
    ...inTables.map(([, , path = '', title = '']) => ({ as: 'test', path, title: title.trimEnd() })),
  ];
}

/** Returns the citations whose test does not exist. `root` is the repository root. */
export function missingTests(citations: readonly Citation[], root: string): Citation[] {
  return citations.filter((citation) => {
    const { title } = citation;
    const file = join(root, fileOf(citation));
    if (!existsSync(file)) return true;
    const source = readFileSync(file, 'utf8');
    return !source.includes(`'${title.replaceAll("'", "\\'")}'`) && !source.includes(`"${title}"`);
  });
}

/** Returns the path of the cited test file, relative to the repository root. */
export function fileOf({ path }: Citation): string {
  return `test/${path}.test.ts`;
}

/**
 * Returns one sentence for each citation whose test did not run and pass. All cases of a parametrised test must pass.
 */
export function unproven(citations: readonly Citation[], outcomes: readonly TestOutcome[]): string[] {
  return citations.flatMap((citation) => {
    const file = fileOf(citation);
    const title = titlePattern(citation.title);
    const cases = outcomes.filter((outcome) => outcome.file === file && title.test(outcome.title));
    const bad = cases.find(({ state }) => state !== 'passed');
    if (cases.length > 0 && bad === undefined) return [];
    const state = bad === undefined ? 'did not run' : bad.state;
    return [`${file}: "${citation.title}" (${state})`];
  });
}

/** vitest fills in the placeholders of a title before it reports the title. */
function titlePattern(title: string): RegExp {
  const parts = title
    .split(/%[sdifjoOc#]|\$[\w.]+/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
