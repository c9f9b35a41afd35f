import { wholeCharacters } from '../base/text/whole-characters.ts';
import type { FileKind } from './document-kind.ts';
import type { KnownText, TextCache } from './text-cache.ts';
import type { TextReader } from './text-reader.ts';
import type { SliceRange, TextSlice } from './text-slice.ts';

/** The page of a document's text to read. */
export type PageJob = SliceRange & {
  readonly kind: FileKind;
  /** Identifies the file and its content; undefined if changes to the content cannot be detected. */
  readonly version: string | undefined;
  /** Downloads the file. Called only if its text is not cached. */
  readonly load: () => Promise<Uint8Array>;
};

/** Returns a page of a document for a user. Throws `ToolError` if the page cannot be read within the limits. */
export type PageReader = (job: PageJob, signal: AbortSignal, person: string) => Promise<TextSlice>;

/**
 * Time budget, in milliseconds, for reading the page and the text after it. Most documents can be read completely in
 * this time.
 */
const AHEAD_MS = 10_000;

/** Reads pages of documents, and caches the text after a page for the next page. */
export function createPageReader(readText: TextReader, cache: TextCache): PageReader {
  return async ({ kind, version, load, from, length }, signal, person) => {
    if (version === undefined) return readText({ kind, bytes: await load(), from, length }, signal, person);
    const key = JSON.stringify([person, kind, version]);
    let known: KnownText = cache.get(key) ?? { text: '', more: true, pieces: 0 };
    // Read one more character, to see whether text follows the page.
    const end = from + length + 1;
    if (known.more && known.text.length < end) {
      const bytes = await load();
      const begin = known.text.length;
      const ahead = { begin: { at: begin, pieces: known.pieces }, ms: AHEAD_MS };
      const job = { kind, bytes, from: begin, length: end - begin, ahead };
      const { text, more, pieces = 0 } = await readText(job, signal, person);
      known = { text: known.text + text, more, pieces };
      cache.set(key, known);
    }
    const text = wholeCharacters(known.text.slice(from), length);
    return { text, more: known.more || known.text.length > from + text.length };
  };
}
