import { decodeEntities } from './entities.ts';
import { isHidden, type Page } from './hidden.ts';
import { linkText } from './link.ts';

/** More HTML than this is cut off before it is read. */
const LONGEST_HTML = 1_000_000;

/** Elements whose content is never shown. */
const unshown = new Set([
  'head',
  'style',
  'script',
  'template',
  'title',
  'noscript',
  'object',
  'svg',
  'select',
]);
const lines = new Set(['br', 'div', 'tr', 'table', 'ul', 'ol', 'blockquote', 'pre', 'hr', 'section']);
const paragraphs = /^(?:p|h[1-6])$/;
const empty = new Set(['br', 'hr', 'img', 'input', 'meta', 'link', 'wbr', 'col', 'area', 'base', 'source']);

/** One tag as it stands in the text. */
type Tag = { readonly name: string; readonly closing: boolean; readonly source: string };

/** What is being read: the pieces of text so far, and the element (with its nesting) that hides, links or keeps what follows. */
type Reading = Page & {
  readonly out: string[];
  hidden: { name: string; depth: number } | undefined;
  link: { source: string; from: number } | undefined;
  preformatted: boolean;
};

/**
 * The text of HTML that somebody else wrote, as its reader would see it: hidden elements, comments, scripts and
 * pictures are dropped, and a link whose text names another place than its target is defused. Linear in its input.
 */
export function textOfHtml(html: string): string {
  const given = html.slice(0, LONGEST_HTML);
  const reading: Reading = {
    out: [],
    hidden: undefined,
    link: undefined,
    preformatted: false,
    backgrounds: false,
  };
  let at = 0;
  while (at < given.length) {
    const open = given.indexOf('<', at);
    if (open < 0) break;
    addText(reading, given.slice(at, open));
    at = skipMarkup(given, open, reading);
  }
  if (at < given.length) addText(reading, given.slice(at));
  closeLink(reading);
  return reading.out
    .join('')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Reads the comment, declaration or tag that begins at `open`; returns where the text goes on. */
function skipMarkup(html: string, open: number, reading: Reading): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4);
  if (html.startsWith('<!', open) || html.startsWith('<?', open)) return after(html, '>', open + 2);
  const tag = tagAt(html, open);
  if (tag === undefined) {
    addText(reading, '<');
    return open + 1;
  }
  if (reading.hidden === undefined) takeTag(reading, tag);
  else countHidden(reading, tag);
  const end = open + tag.source.length;
  return isRawText(tag) ? closingTagOf(html, tag.name, end) : end;
}

/** The text of these is no markup: a `<` within does not count. */
function isRawText(tag: Tag): boolean {
  return !tag.closing && (tag.name === 'style' || tag.name === 'script');
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found < 0 ? html.length : found + mark.length;
}

function closingTagOf(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, 'gi');
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}

function tagAt(html: string, open: number): Tag | undefined {
  const start = /^<(\/?)([a-z][a-z0-9:-]{0,30})/i.exec(html.slice(open, open + 34));
  if (start === null) return undefined;
  const end = endOfTag(html, open + start[0].length);
  const name = (start[2] ?? '').toLowerCase();
  return { name, closing: start[1] === '/', source: html.slice(open, end) };
}

/** A `>` within a quoted attribute does not end the tag; an unclosed one ends with the text. */
function endOfTag(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const character = html.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at + 1;
  }
  return html.length;
}

function takeTag(reading: Reading, tag: Tag): void {
  const { name, closing, source } = tag;
  if (!closing && (unshown.has(name) || isHidden(source, reading))) {
    if (!empty.has(name) && !source.endsWith('/>')) reading.hidden = { name, depth: 1 };
    return;
  }
  if (name === 'a') {
    closeLink(reading);
    if (!closing) reading.link = { source, from: reading.out.length };
  }
  if (name === 'pre') reading.preformatted = !closing;
  reading.out.push(breakAt(name, closing));
}

/** The white space that stands for a tag. */
function breakAt(name: string, closing: boolean): string {
  if (name === 'li') return closing ? '' : '\n- ';
  if (name === 'td' || name === 'th') return closing ? '  ' : '';
  if (paragraphs.test(name)) return '\n\n';
  return lines.has(name) ? '\n' : '';
}

/** Within a hidden element only its own kind counts: what is nested in it ends before it does. */
function countHidden(reading: Reading, tag: Tag): void {
  const { hidden } = reading;
  if (hidden === undefined || tag.name !== hidden.name) return;
  hidden.depth += tag.closing ? -1 : 1;
  if (hidden.depth === 0) reading.hidden = undefined;
}

function addText(reading: Reading, source: string): void {
  if (reading.hidden !== undefined) return;
  const text = decodeEntities(source);
  reading.out.push(reading.preformatted ? text : text.replaceAll(/\s+/g, ' '));
}

function closeLink(reading: Reading): void {
  if (reading.link === undefined) return;
  const { source, from } = reading.link;
  const shown = reading.out.splice(from).join('');
  reading.out.push(linkText(shown, source));
  reading.link = undefined;
}
