/** A stem to look for, and how well it matches the term, between 0 and 1. */
export type Match = { readonly stem: number; readonly factor: number };

/** A word of the question. `stem` is undefined if no phrase and no path contains it. */
export type Term = { readonly stem: number | undefined; readonly matches: readonly Match[] };
