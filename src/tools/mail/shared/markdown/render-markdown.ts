import createMarkdownIt, { type MarkdownIt } from 'markdown-it';

import { htmlBlock, htmlInline, wholeTagsOnly } from './html-in-markdown.ts';
import { isSafeLink, safeHtml } from './safe-html.ts';
import { linkPictures } from './link-pictures.ts';
import { nestLooseBullets } from './nest-bullets.ts';
import { escapeHtml } from './escape-html.ts';
import { withUnspacedEmphasis } from './unspaced-emphasis.ts';

/**
 * Maximum nesting depth of quotes and lists (a list counts twice). The parser drops content that is nested more deeply.
 */
const MAX_NESTING = 100;

/** Maximum length of the HTML, in characters. Graph accepts requests of 4 MB, and the body is sent as JSON. */
const MAX_HTML = 2_000_000;

const parser: MarkdownIt = createMarkdownIt({ breaks: true, maxNesting: MAX_NESTING });
parser.validateLink = isSafeLink;
parser.inline.State = withUnspacedEmphasis(parser.inline.State);
parser.block.ruler.at('html_block', htmlBlock, { alt: ['paragraph', 'reference', 'blockquote'] });
parser.inline.ruler.at('html_inline', htmlInline);
parser.core.ruler.push('nest_bullets', nestLooseBullets);
parser.core.ruler.push('link_pictures', linkPictures);

/**
 * Converts Markdown to HTML. Never drops words: content that cannot be converted within the limits appears as written.
 */
export function renderMarkdown(markdown: string): string {
  const document = documentIn(markdown);
  if (document !== undefined) {
    return within(markdown, safeHtml(wholeTagsOnly(document), { isDocument: true }));
  }
  const tokens = parser.parse(markdown, {});
  const isTooDeep = tokens.some(({ level }) => level >= MAX_NESTING - 1);
  return within(
    markdown,
    isTooDeep ? undefined : safeHtml(parser.renderer.render(tokens, parser.options, {})),
  );
}

/**
 * Returns a complete HTML document without its doctype. Models sometimes write such a document instead of Markdown.
 * Returns undefined for any other text.
 */
function documentIn(markdown: string): string | undefined {
  const start = /^\s{0,99}(?:<!doctype html[^<>]{0,200}>\s{0,99})?(?=<(?:html|body)[\s>])/i.exec(markdown);
  return start === null ? undefined : markdown.slice(start[0].length);
}

function within(markdown: string, html: string | undefined): string {
  if (html !== undefined && html.length <= MAX_HTML) return html;
  return `<p>${escapeHtml(markdown.trim()).replaceAll(/\r\n?|\n/g, '<br>')}</p>`;
}
