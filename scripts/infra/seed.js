import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { faults } from './faults.js';
import { inspect } from './inspect.js';

/** The share of seeded faults that must be caught. */
export const LEAST_CAUGHT = 0.95;

/** Compilers running in parallel. */
const CONCURRENCY = 3;

export const seeds = Object.entries(faults).flatMap(([kind, list]) =>
  list.map((fault) => ({ kind, ...fault })),
);

/** @typedef {(typeof seeds)[number]} Seed */

/**
 * Plants each fault in a copy of the templates, runs the check, and returns the faults that it missed.
 * @param {string} folder @param {import('./inspect.js').Bicep | undefined} bicep @param {readonly Seed[]} planted
 */
export async function findMissed(folder, bicep, planted) {
  /** @type {Seed[]} */
  const missed = [];
  const waiting = [...planted];
  const work = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      if (!(await isCaught(folder, bicep, seed))) missed.push(seed);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return missed;
}

/** @param {string} folder @param {import('./inspect.js').Bicep | undefined} bicep @param {Seed} seed */
async function isCaught(folder, bicep, { file, from, to }) {
  const copy = await mkdtemp(join(tmpdir(), 'portico-seed-'));
  try {
    await cp(folder, copy, { recursive: true });
    const text = await readFile(join(copy, file), 'utf8');
    if (!text.includes(from))
      throw new Error(`A seeded fault is out of date: ${file} does not contain "${from}".`);
    await writeFile(
      join(copy, file),
      text.replace(from, () => to),
    );
    return (await inspect(copy, bicep)).length > 0;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
