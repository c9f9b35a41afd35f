import { existsSync } from 'node:fs';

/** Returns the built worker script that extracts text from documents; undefined if there is none. */
export function threadScript(): URL | undefined {
  // Both paths are tried, because the bundler puts this module into a host or into a chunk in an adjacent folder.
  return ['./threads/read-text.js', '../threads/read-text.js']
    .map((place) => new URL(place, import.meta.url))
    .find((script) => existsSync(script));
}
