import { describe, expect, it } from 'vitest';

import { textOfFile } from '../../src/documents/text-of-document.ts';
import { ToolError } from '../../src/errors.ts';
import { textOfHtml } from '../../src/tools/output/html/text-of-html.ts';
import { samples } from './described-samples.ts';

const ATTEMPTS = 25;

/**
 * Creates a generator of pseudorandom integers from 0 up to but excluding `below` (Park–Miller). Every run gets the
 * same integers.
 */
function createNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Truncates the file, or changes up to ten of its bytes. */
function damage(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  if (next(4) === 0) return bytes.slice(0, next(bytes.length));
  const damaged = bytes.slice();
  for (let count = 1 + next(10); count > 0; count -= 1) damaged[next(damaged.length)] = next(256);
  return damaged;
}

describe('a file with damaged bytes', () => {
  it.each(Object.keys(samples))('is read or refused with an explanation: %s', async (name) => {
    const sample = samples[name]?.();
    const next = createNumbers(17);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const bytes = damage(sample?.bytes ?? new Uint8Array(), next);
      const job = { kind: sample?.kind ?? 'plain', bytes, from: 0, length: 100_000 };
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await textOfFile(job, { textOfHtml }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ToolError);
      else expect(outcome).toHaveProperty('text');
    }
  });
});
