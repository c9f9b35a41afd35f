// Mutation tests of the sign-in and token code: `npm run test:mutation [-- <pattern of paths>]`. A surviving mutant is a
// rule without a test. Not part of `npm test`, because it takes minutes.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

import { createVitest } from 'vitest/node';

import { mutate } from './mutate.js';

/** @typedef {import('./mutate.js').Mutant} Mutant */

const root = resolve(import.meta.dirname, '../..');
const only = new RegExp(process.argv[2] ?? '');
const mutated = ['src/oauth', 'src/entra', 'src/http/bearer.ts'];
const unitTests = [
  'test/oauth',
  'test/entra',
  'test/mcp/gate.test.ts',
  'test/http/bearer.test.ts',
  'test/calls/call-failure.test.ts',
];
/** Slower tests, which run only for mutants that survive the unit tests. */
const journeys = [
  'changes/approvals',
  'attacks/attacks',
  'attacks/bad-tokens',
  'sign-in/leaver',
  'sign-in/refused-sign-in',
  'sign-in/rotation',
  'clients/sse',
  'sign-in/step-up',
];
const LEAST_SCORE = 0.95;
/** Each worker loads all sources and tests and needs half a gigabyte. */
const WORKERS = 2;

/** @param {string} path @param {RegExp} name */
function filesIn(path, name) {
  if (path.endsWith('.ts')) return [join(root, path)];
  const entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @type {Map<string, string>} */
const sources = new Map();
/** @type {Mutant[]} */
const mutants = [];
for (const file of mutated.flatMap((path) => filesIn(path, /\.ts$/)).sort()) {
  const path = relative(root, file);
  if (!only.test(path)) continue;
  const result = mutate(readFileSync(file, 'utf8'), path, mutants.length + 1);
  sources.set(file, result.code);
  mutants.push(...result.mutants);
}

/** Serves the mutated sources instead of the originals. */
const plugin = {
  name: 'mutants',
  enforce: /** @type {const} */ ('pre'),
  load: (/** @type {string} */ id) => sources.get(id.split('?')[0] ?? '') ?? null,
};

/** Returns the mutants that survive all tests in the files. @param {readonly Mutant[]} candidates @param {readonly string[]} files */
async function survivorsOf(candidates, files) {
  const shares = Array.from({ length: WORKERS }, (_, worker) =>
    candidates.filter((_, index) => index % WORKERS === worker),
  );
  const survivors = await Promise.all(shares.map((share, worker) => survivorsOfShare(share, files, worker)));
  return survivors.flat().sort((a, b) => a.id - b.id);
}

/** @param {readonly Mutant[]} candidates @param {readonly string[]} files @param {number} number */
async function survivorsOfShare(candidates, files, number) {
  if (candidates.length === 0) return [];
  const report = join(tmpdir(), `portico-mutation-${process.pid}-${number}`);
  writeFileSync(report, '');
  const driver = join(import.meta.dirname, 'driver.js');
  const options = { config: false, watch: false, reporters: [{}], include: [driver], hookTimeout: 60_000 };
  const worker = { pool: 'threads', maxWorkers: 1, isolate: false };
  const vitest = await createVitest('test', { root, ...options, ...worker }, { plugins: [plugin] });
  const progress = createProgress(report, candidates);
  const watching = setInterval(progress, 30_000);
  try {
    await vitest.standalone();
    vitest.provide('mutation', { mutants: candidates, files, report });
    const specification = vitest.getRootProject().createSpecification(driver);
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
    const errors = testModules.flatMap((module) => [
      ...module.errors(),
      ...[...module.children.allTests('failed')].flatMap((test) => test.result().errors ?? []),
    ]);
    for (const { message } of [...errors, ...unhandledErrors]) process.stderr.write(`${message}\n`);
    progress();
    const verdictById = verdicts(report);
    if (verdictById.size < candidates.length)
      throw new Error('The run ended before all mutants were tested.');
    return candidates.filter(({ id }) => verdictById.get(id) === 'survived');
  } finally {
    clearInterval(watching);
    await vitest.close();
    rmSync(report, { force: true });
  }
}

/** @param {string} report */
function verdicts(report) {
  const lines = existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
  return new Map(lines.filter(Boolean).map((line) => [Number(line.split(' ')[0]), line.split(' ')[1] ?? '']));
}

/** Returns a function that prints the progress and new survivors. @param {string} report @param {readonly Mutant[]} candidates */
function createProgress(report, candidates) {
  const printed = new Set();
  return () => {
    const verdictById = verdicts(report);
    process.stdout.write(`${verdictById.size} of ${candidates.length}\n`);
    for (const mutant of candidates) {
      if (printed.has(mutant) || verdictById.get(mutant.id) !== 'survived') continue;
      printed.add(mutant);
      process.stdout.write(`survives so far: ${describeMutant(mutant)}\n`);
    }
  };
}

/** @param {Mutant} mutant */
function describeMutant({ file, line, was, is }) {
  return `${file}:${line}  ${short(was)}  →  ${short(is)}`;
}

/** @param {string} text */
function short(text) {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

/** Returns how docs/mutation.md refers to a survivor. @param {Mutant} mutant */
function explanation({ file, was, is }) {
  return `\`${file}\` \`${short(was)}\` → \`${short(is)}\``;
}

process.stdout.write(`${mutants.length} mutants of ${sources.size} files\n`);
const tests = unitTests.flatMap((path) => filesIn(path, /\.test\.ts$/));
const missed = await survivorsOf(mutants, tests);
process.stdout.write(`${missed.length} survived the unit tests and are now tested with the journeys\n`);
const survivors = await survivorsOf(
  missed,
  journeys.map((name) => join(root, `test/journeys/${name}.test.ts`)),
);
const excused = readFileSync(join(root, 'docs/mutation.md'), 'utf8');
const unexplained = survivors.filter((mutant) => !excused.includes(explanation(mutant)));
for (const mutant of unexplained) process.stdout.write(`survives: ${describeMutant(mutant)}\n`);
const killed = mutants.length - survivors.length;
const score = killed / (killed + unexplained.length);
process.stdout.write(
  `killed ${killed}; survived ${survivors.length}, of which docs/mutation.md explains ${survivors.length - unexplained.length}\n` +
    `${(score * 100).toFixed(1)} % of the mutants that change behaviour are killed\n`,
);
process.exitCode = score >= LEAST_SCORE ? 0 : 1;
