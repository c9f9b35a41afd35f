import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root, script } from '../infra/scripts.ts';

const { baseImages } = await script<{ baseImages: (dockerfile: string) => string[] }>(
  'scripts/check-image/base-images.js',
);

type Run = (program: string, args: readonly string[], options?: { seconds: number }) => string;
const { run, TooSlow } = await script<{ run: Run; TooSlow: new () => Error }>('scripts/check-image/run.js');
const node = (code: string, seconds = 60) => run(process.execPath, ['-e', code], { seconds });

describe('npm run check:image', () => {
  it('distinguishes a slow program from a failing program, because slowness says nothing about the images', () => {
    expect(node('console.log(1)')).toBe('1');
    expect(() => node('setTimeout(() => {}, 60_000)', 0.3)).toThrow(TooSlow);
    expect(() => node('console.error("broken"); process.exit(1)')).toThrow(/failed: broken/);
    expect(() => node('process.exit(1)')).not.toThrow(TooSlow);
  });

  it('finds the base images of the Dockerfile and ignores its stages', () => {
    const dockerfile = readFileSync(new URL('Dockerfile', root), 'utf8');
    expect(baseImages(dockerfile)).toEqual([
      'node:22-bookworm-slim',
      'gcr.io/distroless/nodejs22-debian12:nonroot',
    ]);
  });
});
