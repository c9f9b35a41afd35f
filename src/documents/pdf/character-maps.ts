import { existsSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

const FILE = 'character-maps.br';

type Fetch = (wanted: { readonly kind: string; readonly filename: string }) => Promise<Uint8Array>;

/**
 * Creates the class that gives pdf.js the predefined character maps of Chinese, Japanese and Korean fonts (ISO 32000-1,
 * section 9.7.5.2). pdf.js instantiates the class. The file with the maps is read when the first map is needed.
 */
export function createCharacterMaps(): new () => { fetch: Fetch } {
  let maps: ReadonlyMap<string, Uint8Array> | undefined;
  const fetch: Fetch = async ({ kind, filename }) => {
    const map = kind === 'cMapUrl' ? (maps ??= readMaps()).get(filename) : undefined;
    if (map === undefined) throw new RangeError('There is no such file.');
    return map.slice();
  };
  return function CharacterMaps() {
    return { fetch };
  } as unknown as new () => { fetch: Fetch };
}

/** Reads the output of `npm run pdf:maps`: a line of JSON with the size of each map, then the maps. */
function readMaps(): ReadonlyMap<string, Uint8Array> {
  // Several paths are tried, because the bundler puts this module into the worker script or into a chunk in an adjacent
  // folder.
  const file = [`./${FILE}`, `./data/${FILE}`, `../data/${FILE}`, `../../data/${FILE}`]
    .map((place) => new URL(place, import.meta.url))
    .find((place) => existsSync(place));
  if (file === undefined) throw new Error(`${FILE} is missing. Build the program again.`);
  const bytes = brotliDecompressSync(readFileSync(file));
  let at = bytes.indexOf('\n') + 1;
  const sizes = JSON.parse(bytes.toString('utf8', 0, at)) as Readonly<Record<string, number>>;
  const maps = new Map<string, Uint8Array>();
  for (const [name, size] of Object.entries(sizes)) {
    maps.set(name, bytes.subarray(at, at + size));
    at += size;
  }
  return maps;
}
