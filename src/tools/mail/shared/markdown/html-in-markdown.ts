import type { StateBlock, StateInline } from 'markdown-it';

import { allowedElements, blockElements } from './allowed-elements.ts';

/**
 * Attributes that need no value. Other words between `<` and `>` mean that the text is a comparison, such as `a<b and
 * c>d`.
 */
const valueless = '(?:border|compact|hidden|noshade|nowrap|open|reversed)';
/**
 * Matches a complete tag in linear time, because no part of a tag can contain an angle bracket. A tag can have at most
 * 40 attributes.
 */
const attribute =
  String.raw`\s+(?:${valueless}(?=[\s/>])|[a-z_:][\w:.-]*\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'=<>` +
  '`' +
  String.raw`]+))`;
const wholeTag = String.raw`<\/?([a-z][a-z0-9]{0,15})(?:${attribute}){0,40}\s*\/?>`;
const tag = new RegExp(wholeTag, 'iy');
const otherBracket = new RegExp(`<(?!${wholeTag.slice(1)})`, 'gi');
const blockTag = /^<\/?([a-z][a-z0-9]{0,15})(?=[\s/>]|$)/i;

/** Escapes angle brackets that do not start a complete tag, so that no parser mistakes the following text for a tag. */
export function wholeTagsOnly(html: string): string {
  return html.replaceAll(otherBracket, '&lt;');
}

/**
 * Recognises the tags of allowed elements within a line. Other tags remain text, with Markdown applied as usual, so
 * that `Array<T>` and `<script>` appear as written.
 */
export function htmlInline(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 60) return false;
  tag.lastIndex = state.pos;
  const [text = '', name = ''] = tag.exec(state.src) ?? [];
  if (text === '' || state.pos + text.length > state.posMax) return false;
  if (!allowedElements.has(name.toLowerCase())) return false;
  if (!silent) state.push('html_inline', '', 0).content = text;
  state.pos += text.length;
  return true;
}

/**
 * Recognises a block of HTML that begins with an allowed block element. The block ends at an empty line, or at the end
 * tag of `pre`, which can contain empty lines.
 */
export function htmlBlock(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  const name = blockTag.exec(lineOf(state, start).slice(0, 20))?.[1]?.toLowerCase() ?? '';
  if (!blockElements.has(name)) return false;
  if (silent) return true;
  const next = name === 'pre' ? endOfPre(state, start, end) : endOfBlock(state, start, end);
  state.line = next;
  const token = state.push('html_block', '', 0);
  token.map = [start, next];
  token.content = wholeTagsOnly(state.getLines(start, next, state.blkIndent, true));
  return true;
}

/** Returns the line after the block: the next empty line, or a line outside the enclosing list item. */
function endOfBlock(state: StateBlock, start: number, end: number): number {
  let next = start + 1;
  while (next < end && !state.isEmpty(next) && isInside(state, next)) next += 1;
  return next;
}

function endOfPre(state: StateBlock, start: number, end: number): number {
  let next = start;
  while (next < end && (next === start || state.isEmpty(next) || isInside(state, next))) {
    next += 1;
    if (/<\/pre>/i.test(lineOf(state, next - 1))) break;
  }
  return next;
}

function isInside(state: StateBlock, line: number): boolean {
  return (state.sCount[line] ?? 0) >= state.blkIndent;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}
