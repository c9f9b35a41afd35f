import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds once before all tests if the build is older than its sources. */
export function setup(): void {
  const script = fileURLToPath(new URL('../../scripts/ensure-built.js', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
}
