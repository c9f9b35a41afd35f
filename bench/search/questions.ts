/** A question in a user's own words, and every tool or operation that answers it. */
export type Question = { readonly ask: string; readonly right: readonly string[] };

/**
 * `tuning` may be inspected while the search is tuned. For `heldOut`, only the number of right answers may be looked
 * at.
 */
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
