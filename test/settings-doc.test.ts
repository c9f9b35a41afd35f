import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

import { settingNames } from '../src/config/config.ts';

const documented = [
  ...readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm),
].map((match) => match[1] ?? '');

it('documents every setting that is read, once, and no other', () => {
  expect(documented.toSorted()).toEqual(settingNames.toSorted());
});
