/** A stem to look for, and a factor between 0 and 1 for how well it matches the term. */
export type Match = { readonly stem: number; readonly factor: number };

/** A word in the question. `stem` is undefined if no phrase and no path contains the word's stem. */
export type Term = { readonly stem: number | undefined; readonly matches: readonly Match[] };
