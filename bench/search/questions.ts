/** A question in a user's own words, and every tool or operation that answers it. */
export type Question = { readonly ask: string; readonly right: readonly string[] };

/** `tuning` may be looked at while the search is changed; `heldOut` may only be counted. */
export type QuestionSet = { readonly tuning: readonly Question[]; readonly heldOut: readonly Question[] };

/** Reads lines such as `what is new in my inbox | list_messages | search_messages`. */
export function questionsIn(text: string): readonly Question[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [ask = '', ...right] = line.split('|').map((part) => part.trim());
      return { ask, right };
    });
}
