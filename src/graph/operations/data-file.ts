import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

/**
 * Reads a compressed JSON file. The file is next to this module in the source tree, and in the `data` folder in the
 * build.
 */
export function readDataFile(name: string): unknown {
  // Several paths are tried, because the bundler puts this module into a host's entry point or into a chunk in an
  // adjacent folder.
  const file = [`./${name}`, `./data/${name}`, `../data/${name}`]
    .map((place) => new URL(place, import.meta.url))
    .find((place) => existsSync(place));
  if (file === undefined) throw new Error(`${name} is missing. Build the program again.`);
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString('utf8'));
}
