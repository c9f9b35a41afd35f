import { blends } from './colour.ts';
import { decodeEntities } from './entities.ts';
import { lookOf } from './hidden.ts';
import { linkText } from './link.ts';
import { endsParagraph, opens, spaceFor, tagAt, type Tag } from './tag.ts';

/** In characters; the rest is ignored. */
const MAX_HTML = 1_000_000;

/** Elements whose content browsers never show. */
const unshown = new Set([
  'head',
  'noscript',
  'object',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'title',
]);

/** An open element that changes how text looks. `depth` counts the nested elements of the same name. */
type Element = {
  readonly name: string;
  readonly hidden: boolean;
  readonly colour: string;
  readonly background: string;
  depth: number;
};

/** Reader state: the text so far, the open elements, and the open link. */
type Reading = {
  readonly out: string[];
  readonly open: Element[];
  link: { readonly source: string; readonly from: number } | undefined;
  preformatted: boolean;
};

const page: Element = { name: '', hidden: false, colour: '#000000', background: '#ffffff', depth: 1 };

/**
 * Converts untrusted HTML to the text that its reader would see. Drops hidden elements, text in the colour of its
 * background, comments, scripts and pictures, and defangs links whose text names another host than their target. Does
 * not apply style sheets. Runs in linear time.
 */
export function textOfHtml(html: string): string {
  const given = html.slice(0, MAX_HTML);
  const reading: Reading = { out: [], open: [{ ...page }], link: undefined, preformatted: false };
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

/** Reads the comment, declaration or tag at `open`; returns the position after it. */
function skipMarkup(html: string, open: number, reading: Reading): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open + 4);
  if (html.startsWith('<!', open) || html.startsWith('<?', open)) return after(html, '>', open + 2);
  const tag = tagAt(html, open);
  if (tag === undefined) {
    addText(reading, '<');
    return open + 1;
  }
  takeTag(reading, tag);
  const end = open + tag.source.length;
  return isRawText(tag) ? closingTagOf(html, tag.name, end) : end;
}

/** The content of these elements is not markup. */
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

function takeTag(reading: Reading, tag: Tag): void {
  if (innermost(reading).name === 'p' && endsParagraph(tag)) reading.open.pop();
  enterOrLeave(reading, tag);
  if (innermost(reading).hidden) return;
  if (tag.name === 'a') {
    closeLink(reading);
    if (!tag.closing) reading.link = { source: tag.source, from: reading.out.length };
  }
  if (tag.name === 'pre') reading.preformatted = !tag.closing;
  reading.out.push(spaceFor(tag));
}

/**
 * Tracks the innermost element that changes how text looks. Only tags of the same name within it are counted, because
 * all others end before it does.
 */
function enterOrLeave(reading: Reading, tag: Tag): void {
  const around = innermost(reading);
  if (opens(tag) && !around.hidden) {
    const { hidden, colour, background } = lookOf(tag.source);
    if (hidden || unshown.has(tag.name) || colour !== undefined || background !== undefined) {
      reading.open.push({
        name: tag.name,
        hidden: hidden || unshown.has(tag.name),
        colour: colour ?? around.colour,
        background: background ?? around.background,
        depth: 1,
      });
      return;
    }
  }
  if (tag.name !== around.name) return;
  around.depth += tag.closing ? -1 : 1;
  if (around.depth === 0) reading.open.pop();
}

function innermost(reading: Reading): Element {
  return reading.open.at(-1) ?? page;
}

function addText(reading: Reading, source: string): void {
  const { hidden, colour, background } = innermost(reading);
  if (hidden || blends(colour, background)) return;
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
