import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Starts headless Chromium with playwright-core from the interop tests, which is installed on demand.
 * @param {string} root
 */
export async function openBrowser(root) {
  const executablePath = process.env['CHROMIUM'] ?? places.find((place) => existsSync(place));
  if (executablePath === undefined) {
    throw new Error('No Chromium is installed: apt-get install chromium, or set CHROMIUM to its path.');
  }
  const packages = join(root, 'test/interop');
  if (!existsSync(join(packages, 'node_modules'))) {
    const install = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: packages,
    });
    if (install.status !== 0) throw new Error(`npm ci failed in ${packages}; playwright-core is needed.`);
  }
  const { chromium } = createRequire(join(packages, 'package.json'))('playwright-core');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
