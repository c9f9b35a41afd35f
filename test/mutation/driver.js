// Runs in one vitest worker and loads the modules once. The modules contain every mutant, but only one mutant is active
// at a time.
import { appendFileSync } from 'node:fs';

import { startTests } from '@vitest/runner';
import { beforeAll, inject, it } from 'vitest';

/** @typedef {{ file: string, ms: number }} Execution */

const { mutants, files, report } = inject('mutation');
const executed = new Set();
let active = 0;
let run = 0;
let failed = false;
let checks = 0;
let end = Infinity;
/** Time limit for a test file; much longer than any test file takes. */
const LONGEST_MS = 30_000;

Reflect.set(globalThis, 'mutants', {
  /** @param {number} id */
  isActive: (id) => {
    executed.add(id);
    checks += 1;
    if (checks % 256 === 0 && performance.now() > end) throw new Error('This mutant does not terminate.');
    return id === active;
  },
});

/** Runs the tests of a file and returns the first error; undefined if all pass. @param {string} file */
async function firstFailure(file) {
  run += 1;
  failed = false;
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
  // One failing test is enough to detect a mutant.
  onBeforeRunTask: (/** @type {any} */ test) => {
    if (failed) test.mode = 'skip';
  },
  onAfterRunTask: (/** @type {any} */ test) => {
    failed ||= test.result?.state === 'fail';
  },
  /** @param {string} path */
  importFile: (path) => import(/* @vite-ignore */ path),
};

/** Finds the test files that execute each mutant. */
async function findExecutions() {
  /** @type {Map<number, Execution[]>} */
  const all = new Map();
  for (const file of files) {
    await firstFailure(file);
    executed.clear();
    const began = performance.now();
    const failure = await firstFailure(file);
    if (failure !== undefined) throw new Error(`${file} fails without a mutant: ${failure}`);
    const ms = performance.now() - began;
    for (const id of executed) all.set(id, [...(all.get(id) ?? []), { file, ms }]);
  }
  return all;
}

/** Puts the tests of the mutated source first, then the others from fast to slow. @param {Execution[]} executed @param {string} source */
function inOrder(executed, source) {
  const name = source.replace('src/', '/test/').replace(/\.ts$/, '.test.ts');
  const cost = (/** @type {Execution} */ { file, ms }) => (file.endsWith(name) ? 0 : ms);
  return executed.toSorted((a, b) => cost(a) - cost(b));
}

// Runs in a hook, because tests cannot be started inside a test.
beforeAll(async () => {
  const all = await findExecutions();
  for (const { id, file: source } of mutants) {
    let verdict = 'survived';
    active = id;
    for (const { file } of inOrder(all.get(id) ?? [], source)) {
      if ((await firstFailure(file)) === undefined) continue;
      verdict = 'killed';
      break;
    }
    active = 0;
    appendFileSync(report, `${id} ${verdict}\n`);
  }
}, 3_600_000);

it('the mutation run has tested every mutant', () => {});
