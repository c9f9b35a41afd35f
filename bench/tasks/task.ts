/** Calls a tool as a model would, confirms a preview, and returns the text of the result. */
export type Ask = (tool: string, args?: Readonly<Record<string, unknown>>) => Promise<string>;

/** A job that takes several calls, and the check that the job was done. */
export type Task = {
  readonly name: string;
  /** The alias of the person who performs the task. */
  readonly as: string;
  /** Performs the steps with ids from earlier results, and returns the text that answers the question. */
  readonly steps: (ask: Ask) => Promise<string>;
  /** What the answer must say, or what Graph must return for a path after the task. */
  readonly check: { readonly says: RegExp } | { readonly path: string; readonly has: RegExp };
};

/** Returns the id in the first table row that contains `words`. */
export function idOf(text: string, words: string): string {
  const row = text.split('\n').find((line) => line.includes(words) && line.includes(' | '));
  const id = row?.split(' | ').at(-1);
  if (id === undefined) throw new RangeError(`No row with "${words}" in: ${text}`);
  return id;
}

/** Returns the first match of a pattern in a result. */
export function found(text: string, pattern: RegExp): string {
  const [match] = pattern.exec(text) ?? [];
  if (match === undefined) throw new RangeError(`Nothing like ${pattern} in: ${text}`);
  return match;
}
