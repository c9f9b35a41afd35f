import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/graph-index.js', import.meta.url));

it('the committed index of Graph operations can be rebuilt identically from the pinned package', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toContain('is up to date');
  expect(status).toBe(0);
}, 120_000);
