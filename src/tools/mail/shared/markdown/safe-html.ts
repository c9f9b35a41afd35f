import { Tokenizer, type Token } from 'parse5';

import { allowedElements, styles, voidElements } from './allowed-elements.ts';
import { escapeHtml } from './escape-html.ts';

/** Maximum nesting depth. Tags nested more deeply appear as written. */
const MAX_DEPTH = 250;

/** The tags that enclose the content of a complete document. These tags are omitted from the output. */
const documentTags = new Set(['html', 'head', 'body']);

/**
 * Elements that are implicitly closed when another element of the same kind starts (HTML standard, implied end tags).
 */
const endedBySame: ReadonlyMap<string, readonly string[]> = new Map([
  ['a', ['a']],
  ['p', ['p']],
  ['li', ['li', 'p']],
  ['td', ['td', 'th', 'p']],
  ['th', ['td', 'th', 'p']],
  ['tr', ['tr', 'td', 'th', 'p']],
  ['dd', ['dd', 'dt', 'p']],
  ['dt', ['dd', 'dt', 'p']],
]);

/** Whether a link may be sent. Links with other targets appear as written. */
export function isSafeLink(address: string): boolean {
  return /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(address.trim());
}

/**
 * Keeps the elements that an email may contain, with their link targets, list numbering and cell spans, and adds the
 * styles that Outlook needs. Shows every other tag and comment as text, so that nothing runs, loads or disappears.
 * Always returns balanced HTML, in linear time.
 */
export function safeHtml(html: string, { isDocument = false } = {}): string {
  const out: string[] = [];
  const open: string[] = [];
  const asWritten = ({ location }: { location: Token.Location | null }): void => {
    out.push(escapeHtml(html.slice(location?.startOffset ?? 0, location?.endOffset ?? 0)));
  };
  const close = (index: number): void => {
    for (const name of open.splice(index).toReversed()) out.push(`</${name}>`);
  };
  const start = (token: Token.TagToken): void => {
    const { tagName } = token;
    if (isDocument && documentTags.has(tagName)) return;
    const name = allowedElements.get(tagName);
    const attributes = name === undefined ? undefined : attributesFor(name, token.attrs);
    if (name === undefined || attributes === undefined || open.length >= MAX_DEPTH) return asWritten(token);
    endSame(name, open, close);
    out.push(`<${name}${attributes}>`);
    if (!voidElements.has(name)) open.push(name);
  };
  const end = (token: Token.TagToken): void => {
    const { tagName } = token;
    if (isDocument && documentTags.has(tagName)) return;
    const name = allowedElements.get(tagName);
    const index = name === undefined ? -1 : open.lastIndexOf(name);
    if (index >= 0) close(index);
    else if (name !== 'p') asWritten(token);
  };
  const text = ({ chars }: Token.CharacterToken): void => {
    out.push(escapeHtml(chars));
  };
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: start,
      onEndTag: end,
      onCharacter: text,
      onWhitespaceCharacter: text,
      onNullCharacter: () => undefined,
      onComment: asWritten,
      onDoctype: asWritten,
      onEof: () => undefined,
      onParseError: null,
    },
  );
  tokenizer.write(html, true);
  close(0);
  return out.join('').trim();
}

/** Scope boundaries: a new element does not close any element outside the nearest boundary. */
const borders: ReadonlySet<string> = new Set(['ol', 'ul', 'dl', 'table', 'blockquote', 'td', 'th', 'li']);

/** Closes the open elements that cannot contain the new element, but none outside the nearest scope boundary. */
function endSame(name: string, open: readonly string[], close: (index: number) => void): void {
  const ended = endedBySame.get(name) ?? [];
  if (ended.length === 0) return;
  const border = open.findLastIndex((one) => borders.has(one) && !ended.includes(one));
  const wanted = open.findIndex((one, at) => at > border && ended.includes(one));
  if (wanted >= 0) close(wanted);
}

/** Returns the attributes to emit, or undefined if the tag may not be sent in its current form. */
function attributesFor(name: string, given: Token.TagToken['attrs']): string | undefined {
  const value = (wanted: string): string => given.find((one) => one.name === wanted)?.value.trim() ?? '';
  if (name === 'a') {
    const href = value('href');
    return isSafeLink(href) ? ` href="${escapeHtml(href)}"` : undefined;
  }
  const attributes = (numbers[name] ?? [])
    .filter((one) => /^-?\d{1,9}$/.test(value(one)))
    .map((one) => ` ${one}="${value(one)}"`);
  if (name === 'ol' && given.some((one) => one.name === 'reversed')) attributes.push(' reversed');
  const align = name === 'td' || name === 'th' ? alignmentOf(value('style'), value('align')) : '';
  const style = [styles.get(name) ?? '', align].filter(Boolean).join(';');
  return attributes.join('') + (style === '' ? '' : ` style="${style}"`);
}

/** Attributes with integer values that affect the meaning of lists and tables. */
const numbers: Readonly<Record<string, readonly string[]>> = {
  ol: ['start'],
  li: ['value'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
};

function alignmentOf(style: string, align: string): string {
  const word =
    /^(?:left|center|right)$/i.exec(align)?.[0] ?? /^text-align:(left|center|right)$/.exec(style)?.[1];
  return word === undefined ? '' : `text-align:${word.toLowerCase()}`;
}
