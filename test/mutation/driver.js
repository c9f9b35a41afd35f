// Runs in one worker of vitest, whose modules are loaded once: every mutant is in them, and one at a time is alive.
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
/** Far longer than any test file takes. */
const LONGEST_MS = 30_000;

Reflect.set(globalThis, 'mutants', {
  /** @param {number} id */
  alive: (id) => {
    met.add(id);
    asked += 1;
    if (asked % 256 === 0 && performance.now() > end) throw new Error('This mutant runs for ever.');
    return id === alive;
  },
});

/** What the tests of a file say, run from the beginning; undefined where all pass. @param {string} file */
async function objection(file) {
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
  // One test that notices is enough.
  onBeforeRunTask: (/** @type {any} */ test) => {
    if (noticed) test.mode = 'skip';
  },
  onAfterRunTask: (/** @type {any} */ test) => {
    noticed ||= test.result?.state === 'fail';
  },
  /** @param {string} path */
  importFile: (path) => import(/* @vite-ignore */ path),
};

/** Which files meet a mutant. */
async function meetings() {
  /** @type {Map<number, Meeting[]>} */
  const all = new Map();
  for (const file of files) {
    await objection(file);
    met.clear();
    const began = performance.now();
    const failure = await objection(file);
    if (failure !== undefined) throw new Error(`${file} fails without a mutant: ${failure}`);
    const ms = performance.now() - began;
    for (const id of met) all.set(id, [...(all.get(id) ?? []), { file, ms }]);
  }
  return all;
}

/** The tests that mirror the source come first, then the quickest. @param {Meeting[]} met @param {string} source */
function inOrder(met, source) {
  const name = source.replace('src/', '/test/').replace(/\.ts$/, '.test.ts');
  const cost = (/** @type {Meeting} */ { file, ms }) => (file.endsWith(name) ? 0 : ms);
  return met.toSorted((a, b) => cost(a) - cost(b));
}

// In a hook, because tests may not begin inside a test.
beforeAll(async () => {
  const all = await meetings();
  for (const { id, file: source } of suspects) {
    let word = 'lives';
    alive = id;
    for (const { file } of inOrder(all.get(id) ?? [], source)) {
      if ((await objection(file)) === undefined) continue;
      word = 'dies';
      break;
    }
    alive = 0;
    appendFileSync(report, `${id} ${word}\n`);
  }
}, 3_600_000);

it('has met every mutant', () => {});
