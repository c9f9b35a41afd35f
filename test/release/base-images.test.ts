import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { root, script } from '../infra/scripts.ts';

const { baseImages } = await script<{ baseImages: (dockerfile: string) => string[] }>(
  'scripts/check-image/base-images.js',
);

describe('npm run check:image', () => {
  it('provides the base images of the Dockerfile but not its stages', () => {
    const dockerfile = readFileSync(new URL('Dockerfile', root), 'utf8');
    expect(baseImages(dockerfile)).toEqual([
      'node:22-bookworm-slim',
      'gcr.io/distroless/nodejs22-debian12:nonroot',
    ]);
  });
});
