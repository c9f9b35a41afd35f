import { wholeCharacters } from '../../../base/text/whole-characters.ts';
import { linkedText } from '../../office/paragraph/document-links.ts';
import { oneLine } from '../../one-line.ts';

/** The properties of a link in a PDF (ISO 32000-1, section 12.5.6.5), as pdf.js returns them. */
export type PdfLink = {
  /** The address; undefined for a link to a place in the document. */
  readonly url?: string;
  /** The text that the link's area covers. */
  readonly overlaidText?: string;
};

/** Maximum length, in characters, of a link text that is joined from several lines. Addresses can be this long. */
const LONGEST_TEXT = 2_000;
/** Maximum number of characters of a link's text to show. A link's area can cover the whole page. */
const LONGEST_SHOWN = 300;

/**
 * Returns one line for each link of a page: its text and its address. Leaves out links whose text is not in `seen`, the
 * visible text of the page, and links whose text is the address.
 */
export function linesOfLinks(links: readonly PdfLink[], seen: string): string[] {
  const page = withoutSpace(seen);
  const lines = withoutBreaks(links, page).map(({ url, text }) => {
    const label = oneLine(text);
    const isSeen = label !== '' && page.includes(withoutSpace(label));
    // If an address is broken over two lines, its text contains a space.
    const isAddress = linkedText(withoutSpace(label), url) === withoutSpace(label);
    return isSeen && !isAddress ? `[link] ${linkedText(shortened(label), url)}` : '';
  });
  return [...new Set(lines)].filter((line) => line !== '');
}

/**
 * Joins the parts of links that are broken over several lines: a link has one area on each line. `page` is the text of
 * the page without white space.
 */
function withoutBreaks(links: readonly PdfLink[], page: string): readonly { url: string; text: string }[] {
  const whole: { url: string; text: string }[] = [];
  for (const { url, overlaidText = '' } of links) {
    const last = whole.at(-1);
    if (url === undefined) continue;
    const text = inReadingOrder(overlaidText.slice(0, LONGEST_TEXT), page);
    const isPart = last?.url === url && last.text.length + text.length < LONGEST_TEXT;
    if (isPart && page.includes(withoutSpace(last.text + text))) last.text += ` ${text}`;
    else whole.push({ url, text });
  }
  return whole;
}

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** Matches Latin words and numbers. They run from left to right even in right-to-left text. */
const leftToRight =
  /[\p{Script=Latin}\p{Number}](?:[^\s\p{Script=Hebrew}\p{Script=Arabic}]*[\p{Script=Latin}\p{Number}])?/gu;

/**
 * Returns a link's text in reading order. pdf.js returns the text of a page in reading order, but the text of a link in
 * the order in which it is drawn.
 */
function inReadingOrder(text: string, page: string): string {
  if (!rightToLeft.test(text) || page.includes(withoutSpace(text))) return text;
  return reversed(text).replaceAll(leftToRight, reversed);
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}

function shortened(text: string): string {
  return text.length > LONGEST_SHOWN ? `${wholeCharacters(text, LONGEST_SHOWN).trimEnd()}…` : text;
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
