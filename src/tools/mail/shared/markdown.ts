import { escapeHtml, isAllowedTag, isSafeLink, mailHtml } from './mail-html.ts';

/** In one paragraph, cell or heading, with its line breaks. Beyond this the parser's time grows with the square of the number. */
const MAX_MARKS = 1_000;
const marks = /[*_~`[\]<!&\\\n]/g;

let parser: ReturnType<typeof createParser> | undefined;

/**
 * Converts Markdown to HTML for an email: CommonMark with tables and strikethrough from GitHub's dialect. A line break
 * stays a line break. HTML elements for formatting work, without attributes other than `href`; other HTML appears as
 * written. Pictures become links. A paragraph with more than 1,000 Markdown marks appears as written.
 */
export async function htmlOfMarkdown(markdown: string): Promise<string> {
  parser ??= createParser();
  return mailHtml((await parser).render(markdown));
}

/** Loads the library on first use, because most processes start without sending Markdown. */
async function createParser() {
  const { default: Parser } = await import('markdown-it');
  const md = new Parser({ html: true, breaks: true });
  // Tags become inline tokens, one each, so that the rule below sees every tag.
  md.disable('html_block');
  md.validateLink = isSafeLink;
  md.renderer.rules['html_inline'] = (tokens, index) => {
    const tag = tokens[index]?.content ?? '';
    return isAllowedTag(tag) ? tag : escapeHtml(tag);
  };
  md.renderer.rules['image'] = (tokens, index) => {
    const content = tokens[index]?.content ?? '';
    const source = String(tokens[index]?.attrGet('src') ?? '');
    return `<a href="${escapeHtml(source)}">${escapeHtml(content === '' ? source : content)}</a>`;
  };
  md.core.ruler.before('inline', 'limit_marks', ({ tokens, Token }) => {
    for (const token of tokens) {
      if (token.type !== 'inline' || (token.content.match(marks)?.length ?? 0) <= MAX_MARKS) continue;
      const text = new Token('text', '', 0);
      text.content = token.content;
      token.children = [text];
      token.type = 'as_written';
    }
  });
  md.renderer.rules['as_written'] = (tokens, index) =>
    escapeHtml(tokens[index]?.content ?? '').replaceAll('\n', '<br>\n');
  return md;
}
