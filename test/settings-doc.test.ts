import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { settingNames } from '../src/config/settings.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/settings.md'), 'utf8');

describe('docs/settings.md', () => {
  it('documents every setting exactly once and nothing else', () => {
    const documented = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1] ?? '');
    expect(documented.toSorted()).toEqual(settingNames.toSorted());
  });
});
