import { expect, it } from 'vitest';

import { script } from '../../infra/scripts.ts';

type Generator = { staleFiles: () => Promise<ReadonlyMap<string, string | undefined>> };

it('the generated files are up to date (npm run generate)', async () => {
  const { staleFiles } = await script<Generator>('scripts/generate.js');
  expect([...(await staleFiles()).keys()]).toEqual([]);
});
