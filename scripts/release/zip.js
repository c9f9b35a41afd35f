import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { zipSync } from 'fflate';

/** The earliest time that a zip can contain. With a fixed time, the same files always result in the same bytes. */
const mtime = new Date(1980, 0, 1);

/** Packs all files in a folder, sorted by name. @param {string} folder */
export function zipFolder(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => /** @type {const} */ ([relative(folder, file).replaceAll(sep, '/'), file]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const content = files.map(([name, file]) => [name, [readFileSync(file), { mtime, level: 9 }]]);
  return zipSync(Object.fromEntries(content));
}
