import { path } from '../../../graph/request/graph-path.ts';
import { pathOfDrive } from '../../files/shared/item.ts';

/** Returns the Graph path that searches a drive by word prefixes. */
export function pathOfSearch(drive: string | undefined, words: string): string {
  return `${pathOfDrive(drive)}/root${path`/search(q='${words}')`}`;
}

/**
 * Replaces separators, and characters that a Graph path cannot contain, with spaces. Returns an empty string if no
 * letter or digit is left.
 */
export function wordsOf(query: string): string {
  const words = query.replaceAll(/[^\p{L}\p{M}\p{N}'_&+#-]+/gu, ' ').trim();
  return /[\p{L}\p{N}]/u.test(words) ? words : '';
}
