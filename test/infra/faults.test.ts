import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { bicep, root, script, type Bicep } from './scripts.ts';

type Seed = { readonly kind: string; readonly file: string; readonly from: string; readonly to: string };
type SeedScript = {
  readonly seeds: readonly Seed[];
  findMissed: (root: string, bicep: Bicep | undefined, seeds: readonly Seed[]) => Promise<Seed[]>;
};

const { seeds, findMissed } = await script<SeedScript>('scripts/infra/seed.js');
const repository = fileURLToPath(root);
const kinds = [...new Set(seeds.map(({ kind }) => kind))];

describe('the seeded faults', () => {
  it('include at least 350 distinct faults', () => {
    expect(seeds.length).toBeGreaterThanOrEqual(350);
    expect(new Set(seeds.map(({ file, from, to }) => `${file}${from}${to}`)).size).toBe(seeds.length);
  });

  it('are all caught without Bicep if they are outside the templates', async () => {
    const isAround = ({ file }: Seed) => !existsSync(`${repository}infra/${file}`);
    const around = seeds.filter(isAround);
    expect(around.length).toBeGreaterThanOrEqual(80);
    expect(await findMissed(repository, undefined, around)).toEqual([]);
  }, 60_000);

  // Checking every fault in the templates takes minutes: `npm run check:infra -- --faults`.
  it.skipIf(bicep === undefined)(
    'are caught if they are in the templates (one fault of each kind)',
    async () => {
      const first = kinds.map((kind) => seeds.find((seed) => seed.kind === kind)!);
      expect(await findMissed(repository, bicep, first)).toEqual([]);
    },
    120_000,
  );
});
