/** The text of a document as far as it was read. `more` is true if text follows; `pieces` are the pieces that were read. */
export type KnownText = { readonly text: string; readonly more: boolean; readonly pieces: number };

export type TextCache = {
  get(key: string): KnownText | undefined;
  /** Replaces what is known. Drops the texts that were used least recently if there are too many characters. */
  set(key: string, known: KnownText): void;
};

/** In characters, of all texts. */
export const MOST_CHARACTERS = 12_000_000;
/** Somebody reads the pages of a document one after the other. */
export const KEPT_MS = 10 * 60_000;

/** Keeps the texts that were read last. A key must contain the person, because a text is kept for one person only. */
export function createTextCache(now: () => number): TextCache {
  // A Map keeps insertion order, so the first entry is the one that was used least recently.
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
