import { textOfHtml } from './text-of-html.ts';

/** Characters of HTML that are read on the thread of all requests: about 0.1 s of CPU. Longer HTML belongs in a worker. */
export const MAX_HTML_HERE = 128_000;

/** For a whole answer, because the bodies of many mails add up. In characters. */
const MAX_OF_ANSWER = 4 * MAX_HTML_HERE;

const NOT_READ = '[Not read, because the HTML of this answer is too long. Ask for less at a time.]';

/** Reads the HTML of one answer, until all of it together is too long. Says so where it leaves something out. */
export type HtmlBudget = { textOf(html: string): string };

export function createHtmlBudget(total = MAX_OF_ANSWER): HtmlBudget {
  let left = total;
  return {
    textOf(html) {
      const length = Math.min(html.length, MAX_HTML_HERE, left);
      left -= length;
      return length === 0 && html !== '' ? NOT_READ : textOfHtml(html, length);
    },
  };
}
