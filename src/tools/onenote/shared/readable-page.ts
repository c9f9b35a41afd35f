import { readTokens } from '../../output/html/tokens.ts';
import { readStartTags } from './start-tags.ts';

/** Maximum length of a file's name or a video's address, in characters. */
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
 * other tags, the names of attached files, the addresses of videos, and Markdown heading marks. Added text has the style
 * of its element, so it stays hidden in hidden elements. Runs in linear time.
 */
export function readablePage(html: string): ReadablePage {
  const out: string[] = [];
  let hasInk = false;
  let at = 0;
  const insert = (offset: number, text: string): void => {
    out.push(html.slice(at, offset), text);
    at = offset;
  };
  readStartTags(html, {
    onStartTag: ({ location, tagName, attrs }) => {
      const value = (name: string): string => attrs.find((one) => one.name === name)?.value.trim() ?? '';
      const embedded = embeddedText(tagName, value);
      if (embedded !== '') {
        const style = value('style');
        const styled = style === '' ? '' : ` style="${escapeHtml(style)}"`;
        insert(location.startOffset, `<span${styled}>${escapeHtml(embedded)}</span> `);
      }
      const mark = (headings.get(tagName) ?? '') + tagMarks(value('data-tag'));
      if (mark !== '') insert(location.endOffset, escapeHtml(mark));
    },
    onComment: (data) => {
      hasInk ||= data.trim() === INK;
    },
  });
  return { html: out.join('') + html.slice(at), hasInk };
}

/** Returns the name of an attached file or the address of a video; an empty string for other elements. */
function embeddedText(tagName: string, value: (attribute: string) => string): string {
  const file = tagName === 'object' ? value('data-attachment') : '';
  if (file !== '') return `[file: ${file.slice(0, LONGEST_NAME)}]`;
  const video = tagName === 'iframe' ? value('data-original-src') : '';
  return video === '' ? '' : `[video: ${video.slice(0, LONGEST_NAME)}]`;
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
