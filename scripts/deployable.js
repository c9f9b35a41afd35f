import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { json } from './base/json.js';

/**
 * Fills a folder with what is deployed to Azure: the bundle without source maps, host.json, and a package.json without
 * dependencies, because the bundle contains them.
 * @param {string} bundle the folder of the built functions @param {string} folder
 */
export function fillDeployable(bundle, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(bundle, folder, { recursive: true, filter: (file) => !file.endsWith('.map') });
  cpSync('host.json', join(folder, 'host.json'));
  const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  const described = { name, version, license, private: true, type: 'module', main: 'main.js' };
  writeFileSync(join(folder, 'package.json'), json(described));
}
