import { textOfHtml } from './text-of-html.ts';

/**
 * Maximum length of HTML to read on the main thread, in characters. Reading that much takes about 0.1 s of CPU time.
 * Longer HTML should be read in a worker thread.
 */
export const MAX_HTML_HERE = 128_000;

/**
 * Maximum total length of the HTML in one result, in characters. The total is limited because a result can contain many
 * messages.
 */
const MAX_HTML_OF_RESULT = 4 * MAX_HTML_HERE;

const NOT_READ = '[Not read, because the result contains too much HTML. Request fewer items at a time.]';

/** Converts HTML to text until the limit for one result is reached. Notes in the text say what is left out. */
export type HtmlBudget = { textOf(html: string): string };

export function createHtmlBudget(total = MAX_HTML_OF_RESULT): HtmlBudget {
  let left = total;
  return {
    textOf(html) {
      const length = Math.min(html.length, MAX_HTML_HERE, left);
      left -= length;
      return length === 0 && html !== '' ? NOT_READ : textOfHtml(html, length);
    },
  };
}
