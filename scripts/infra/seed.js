import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { readCode } from './code.js';
import { faults } from './faults.js';
import { fileProblems } from './files.js';
import { templateProblems } from './inspect.js';
import { stackNames } from './stacks.js';

/** The share of seeded faults that must be caught. */
export const LEAST_CAUGHT = 0.97;

/** Number of compilers that run in parallel. */
const CONCURRENCY = 3;

/** Files that the check reads and that a fault can change. */
const checked = [
  'infra',
  'host.json',
  'azure.yaml',
  '.github',
  'Dockerfile',
  '.dockerignore',
  'deploy',
  'scripts/azd',
];

export const seeds = Object.entries(faults).flatMap(([kind, list]) =>
  list.map((fault) => ({ kind, ...fault })),
);

/** @typedef {(typeof seeds)[number]} Seed */

/**
 * Plants each fault in a copy of the repository, runs the check, and returns the faults that it missed.
 * @param {string} root @param {import('./inspect.js').Bicep | undefined} bicep @param {readonly Seed[]} planted
 */
export async function findMissed(root, bicep, planted) {
  /** @type {Seed[]} */
  const missed = [];
  const waiting = [...planted];
  const work = async () => {
    const copy = await mkdtemp(join(tmpdir(), 'portico-seed-'));
    try {
      for (const path of checked) await cp(join(root, path), join(copy, path), { recursive: true });
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        if (!(await isCaught(copy, bicep, seed))) missed.push(seed);
      }
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return missed;
}

/** @param {string} root @param {import('./inspect.js').Bicep | undefined} bicep @param {Seed} seed */
async function isCaught(root, bicep, { file, from, to }) {
  const isTemplate = existsSync(join(root, 'infra', file));
  const path = join(root, isTemplate ? 'infra' : '', file);
  const text = await readFile(path, 'utf8');
  if (!text.includes(from))
    throw new Error(`A seeded fault is out of date: ${file} does not contain "${from}".`);
  try {
    await writeFile(
      path,
      text.replace(from, () => to),
    );
    if ((await fileProblems(root, await readCode(root))).length > 0) return true;
    if (!isTemplate || bicep === undefined) return false;
    return (await templateProblems(root, bicep, inOrder(file))).length > 0;
  } catch (error) {
    // A fault that makes a file impossible to parse counts as caught.
    if (error instanceof SyntaxError) return true;
    throw error;
  } finally {
    await writeFile(path, text);
  }
}

/**
 * Puts the stacks that contain a file's resources first, because the check stops at the first problem.
 * @param {string} file
 */
function inOrder(file) {
  const first = Object.entries(users).find(([start]) => basename(file).startsWith(start))?.[1] ?? [];
  return [...first, ...stackNames.filter((name) => !first.includes(name))];
}

/** @type {Readonly<Record<string, readonly string[]>>} */
const users = {
  'container-app': ['usgov', 'china'],
  'front-door': ['domain'],
  network: ['private'],
  'data-endpoints': ['private'],
  'private-endpoint': ['private', 'gateway'],
  budget: ['private'],
  'main.parameters': ['defaults'],
  'clouds.json': ['china', 'usgov'],
};
