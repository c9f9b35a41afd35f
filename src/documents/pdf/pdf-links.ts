import { linkedText } from '../office/paragraph/document-links.ts';

/** The properties of a link in a PDF (ISO 32000-1, 12.5.6.5), as pdf.js returns them. */
export type PdfLink = {
  /** The address; undefined for a link to a place in the document. */
  readonly url?: string;
  /** The text that the area of the link covers. */
  readonly overlaidText?: string;
};

/**
 * Returns one line for each link of a page: its text and its address. Leaves out links whose text is not in `seen`, the
 * visible text of the page, and links whose text is the address.
 */
export function linesOfLinks(links: readonly PdfLink[], seen: string): string[] {
  const page = withoutSpace(seen);
  const lines = withoutBreaks(links, page).map(({ url, text }) => {
    const label = text.replaceAll(/\s+/g, ' ').trim();
    const isSeen = label !== '' && page.includes(withoutSpace(label));
    // If an address is broken over two lines, its text contains a space.
    const isAddress = linkedText(withoutSpace(label), url) === withoutSpace(label);
    return isSeen && !isAddress ? `[link] ${linkedText(label, url)}` : '';
  });
  return [...new Set(lines)].filter((line) => line !== '');
}

/**
 * Joins the parts of links that are broken over several lines: a link has one area on each line. `page` is the text of
 * the page without white space.
 */
function withoutBreaks(links: readonly PdfLink[], page: string): readonly { url: string; text: string }[] {
  const whole: { url: string; text: string }[] = [];
  for (const { url, overlaidText: text = '' } of links) {
    const last = whole.at(-1);
    if (url === undefined) continue;
    if (last?.url === url && page.includes(withoutSpace(last.text + text))) last.text += ` ${text}`;
    else whole.push({ url, text });
  }
  return whole;
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
