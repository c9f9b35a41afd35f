/**
 * The part of a document's text that has been read. `more` is true if text follows; `pieces` is the number of pieces
 * that were read.
 */
export type KnownText = { readonly text: string; readonly more: boolean; readonly pieces: number };

export type TextCache = {
  get(key: string): KnownText | undefined;
  /** Replaces the known text. If the cache then contains too many characters, drops the least recently used texts. */
  set(key: string, known: KnownText): void;
};

/** Maximum total number of characters in the cached texts. */
export const MOST_CHARACTERS = 12_000_000;
/** How long the text of a document is kept: long enough to read the document page by page. */
export const KEPT_MS = 10 * 60_000;

/**
 * Keeps the most recently used texts. Each key must contain the user, because cached text must never be returned to
 * another user.
 */
export function createTextCache(now: () => number): TextCache {
  // A Map keeps insertion order, so the first entry is the least recently used entry.
  const entries = new Map<string, KnownText & { readonly until: number }>();
  let characters = 0;
  const drop = (key: string): void => {
    characters -= entries.get(key)?.text.length ?? 0;
    entries.delete(key);
  };
  const dropOld = (): void => {
    for (const [key, { until }] of entries) {
      if (until <= now() || characters > MOST_CHARACTERS) drop(key);
      else break;
    }
  };
  const set: TextCache['set'] = (key, known) => {
    drop(key);
    entries.set(key, { ...known, until: now() + KEPT_MS });
    characters += known.text.length;
    dropOld();
  };
  return {
    set,
    get: (key) => {
      dropOld();
      const known = entries.get(key);
      if (known !== undefined) set(key, known);
      return known;
    },
  };
}
