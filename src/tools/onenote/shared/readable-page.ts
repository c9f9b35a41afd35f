import { Tokenizer, type Token } from 'parse5';

import { readTokens } from '../../output/html/tokens.ts';

/** Maximum length of a file's name, in characters. */
const LONGEST_NAME = 1_000;

const headings: ReadonlyMap<string, string> = new Map(
  [1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, `${'#'.repeat(level)} `]),
);

/** The comment that OneNote writes in place of each drawing and each piece of handwriting. */
const INK = 'InkNode is not supported';

/** `hasInk` is true if the page has handwriting or drawings. The HTML contains neither. */
export type ReadablePage = { readonly html: string; readonly hasInk: boolean };

/**
 * Adds to the HTML of a page what would be missing from the page's plain text: the check boxes of to-dos, the names of
 * other tags, the names of attached files, and Markdown heading marks. Added text has the style of its element, so it
 * stays hidden in hidden elements. Runs in linear time.
 */
export function readablePage(html: string): ReadablePage {
  const out: string[] = [];
  let hasInk = false;
  let at = 0;
  const insert = (offset: number, text: string): void => {
    out.push(html.slice(at, offset), text);
    at = offset;
  };
  const start = (token: Token.TagToken): void => {
    const { location, tagName, attrs } = token;
    if (!location) return;
    const value = (name: string): string => attrs.find((one) => one.name === name)?.value.trim() ?? '';
    const file = tagName === 'object' ? value('data-attachment') : '';
    if (file !== '') {
      const style = value('style');
      const styled = style === '' ? '' : ` style="${escapeHtml(style)}"`;
      const text = `[file: ${file.slice(0, LONGEST_NAME)}]`;
      insert(location.startOffset, `<span${styled}>${escapeHtml(text)}</span> `);
    }
    const mark = (headings.get(tagName) ?? '') + tagMarks(value('data-tag'));
    if (mark !== '') insert(location.endOffset, escapeHtml(mark));
  };
  const ignore = (): void => undefined;
  const tokenizer = new Tokenizer(
    { sourceCodeLocationInfo: true },
    {
      onStartTag: start,
      onEndTag: ignore,
      onCharacter: ignore,
      onWhitespaceCharacter: ignore,
      onNullCharacter: ignore,
      onComment: ({ data }) => {
        hasInk ||= data.trim() === INK;
      },
      onDoctype: ignore,
      onEof: ignore,
      onParseError: null,
    },
  );
  tokenizer.write(html, true);
  return { html: out.join('') + html.slice(at), hasInk };
}

/** Formats the tags of a paragraph, such as `to-do:completed,important`. */
function tagMarks(tags: string): string {
  const marks = tags
    .split(',')
    .map((tag) => tag.trim().slice(0, 40))
    .filter((tag) => tag !== '')
    .map((tag) => {
      if (!/^to-do\b/.test(tag)) return `[${tag.replace(':completed', ', done')}]`;
      return tag.endsWith(':completed') ? '[x]' : '[ ]';
    });
  return marks.map((mark) => `${mark} `).join('');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Returns the generated id of the last outline of a page; undefined if the page has no outline. */
export function lastOutline(html: string): string | undefined {
  let last: string | undefined;
  let depth = 0;
  readTokens(html, {
    onDoctype: () => undefined,
    onText: () => undefined,
    onStart: (name, attributes) => {
      if (name !== 'div') return;
      if (depth === 0) last = attributes.get('id') ?? undefined;
      depth += 1;
    },
    onEnd: (name) => {
      if (name === 'div') depth = Math.max(0, depth - 1);
    },
  });
  return last;
}
