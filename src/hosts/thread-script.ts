import { existsSync } from 'node:fs';

/** The program of the thread that takes the text out of files, as it lies beside what was built; undefined where nothing was. */
export function threadScript(): URL | undefined {
  // This module ends up in a host, or in a chunk beside it.
  return ['./threads/read-text.js', '../threads/read-text.js']
    .map((place) => new URL(place, import.meta.url))
    .find((script) => existsSync(script));
}
