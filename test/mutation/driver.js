// Runs in one worker of vitest, whose modules are loaded once: they contain every mutant, and one at a time is active.
import { appendFileSync } from 'node:fs';

import { startTests } from '@vitest/runner';
import { beforeAll, inject, it } from 'vitest';

/** @typedef {{ file: string, ms: number }} Meeting */

const { suspects, files, report } = inject('mutation');
const met = new Set();
let alive = 0;
let run = 0;
let noticed = false;
let asked = 0;
let end = Infinity;
/** Much longer than any test file takes. */
const LONGEST_MS = 30_000;

Reflect.set(globalThis, 'mutants', {
  /** @param {number} id */
  alive: (id) => {
    met.add(id);
    asked += 1;
    if (asked % 256 === 0 && performance.now() > end) throw new Error('This mutant does not terminate.');
    return id === alive;
  },
});

/** Runs the tests of a file and returns the first error; undefined if all pass. @param {string} file */
async function firstFailure(file) {
  run += 1;
  noticed = false;
  end = performance.now() + LONGEST_MS;
  const [ran] = await startTests([`${file}?run=${run}`], /** @type {any} */ (runner));
  return ran === undefined ? undefined : firstError(ran);
}

/** @param {any} task @returns {string | undefined} */
function firstError(task) {
  for (const child of task.tasks ?? []) {
    const error = firstError(child);
    if (error !== undefined) return error;
  }
  if (task.result?.state !== 'fail') return undefined;
  return task.result.errors?.[0]?.message ?? 'no reason given';
}

const runner = {
  config: {
    root: '/',
    setupFiles: [],
    passWithNoTests: false,
    allowOnly: true,
    sequence: { shuffle: false, concurrent: false, seed: 1, hooks: 'stack', setupFiles: 'list' },
    maxConcurrency: 1,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    retry: 0,
    chaiConfig: undefined,
    tags: [],
  },
  // One failing test is enough.
  onBeforeRunTask: (/** @type {any} */ test) => {
    if (noticed) test.mode = 'skip';
  },
  onAfterRunTask: (/** @type {any} */ test) => {
    noticed ||= test.result?.state === 'fail';
  },
  /** @param {string} path */
  importFile: (path) => import(/* @vite-ignore */ path),
};

/** The test files that execute each mutant. */
async function meetings() {
  /** @type {Map<number, Meeting[]>} */
  const all = new Map();
  for (const file of files) {
    await firstFailure(file);
    met.clear();
    const began = performance.now();
    const failure = await firstFailure(file);
    if (failure !== undefined) throw new Error(`${file} fails without a mutant: ${failure}`);
    const ms = performance.now() - began;
    for (const id of met) all.set(id, [...(all.get(id) ?? []), { file, ms }]);
  }
  return all;
}

/** Puts the tests of the mutated source first, then the fastest. @param {Meeting[]} met @param {string} source */
function inOrder(met, source) {
  const name = source.replace('src/', '/test/').replace(/\.ts$/, '.test.ts');
  const cost = (/** @type {Meeting} */ { file, ms }) => (file.endsWith(name) ? 0 : ms);
  return met.toSorted((a, b) => cost(a) - cost(b));
}

// Runs in a hook, because tests cannot be started inside a test.
beforeAll(async () => {
  const all = await meetings();
  for (const { id, file: source } of suspects) {
    let verdict = 'survived';
    alive = id;
    for (const { file } of inOrder(all.get(id) ?? [], source)) {
      if ((await firstFailure(file)) === undefined) continue;
      verdict = 'killed';
      break;
    }
    alive = 0;
    appendFileSync(report, `${id} ${verdict}\n`);
  }
}, 3_600_000);

it('has tested every mutant', () => {});
