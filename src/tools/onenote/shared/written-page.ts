import { htmlOfMarkdown } from '../../mail/shared/markdown.ts';
import { foldName } from '../../input/pick-by-name.ts';

/**
 * Maximum length of a page's body, in characters. OneNote accepts pages of several megabytes, but arguments have a
 * lower limit.
 */
export const LONGEST_BODY = 200_000;

/**
 * Converts Markdown to the HTML of a page. Items and lines that begin with `[ ]` or `[x]`, as read_note_page shows them,
 * become to-dos.
 */
export async function pageHtml(markdown: string): Promise<string> {
  const html = await htmlOfMarkdown(markdown);
  const withToDos = html
    .replaceAll(/<p>\[[ x]\] .*?<\/p>/gis, (paragraph) =>
      paragraph.replaceAll(/<br>\n(?=\[[ x]\] )/gi, '</p>\n<p>'),
    )
    .replaceAll(/<(li|p)>\[ \] /g, '<$1 data-tag="to-do">')
    .replaceAll(/<(li|p)>\[x\] /gi, '<$1 data-tag="to-do:completed">');
  return supportedHtml(withToDos);
}

/**
 * Replaces elements that OneNote ignores with elements that OneNote supports. Closes elements without content as in
 * XML, as OneNote requires (learn.microsoft.com/graph/onenote-create-page). OneNote draws table borders only if the
 * `border` attribute is set.
 */
function supportedHtml(html: string): string {
  return html
    .replaceAll(/<\/?(?:thead|tbody)\b[^<>]*>\n?/g, '')
    .replaceAll(/<th\b([^<>]*)>/g, '<td$1><b>')
    .replaceAll('</th>', '</b></td>')
    .replaceAll('<table', '<table border="1"')
    .replaceAll(/<(\/?)s>/g, '<$1del>')
    .replaceAll(/<(br|hr|img)\b([^<>]*?) ?\/?>/g, '<$1$2 />');
}

/**
 * Returns the HTML of a new page. OneNote shows the title above the body, so a heading that repeats the title is
 * omitted.
 */
export async function newPage(title: string, markdown: string): Promise<string> {
  const body = await pageHtml(withoutTitle(title, markdown));
  return `<!DOCTYPE html><html><head><title>${escapeHtml(title)}</title></head><body>${body}</body></html>`;
}

function withoutTitle(title: string, markdown: string): string {
  const text = markdown.trimStart();
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  const heading = /^#{1,6}[ \t]+([^\n]*?)[ \t#]*$/.exec(first.slice(0, 1_000))?.[1] ?? headingInHtml(first);
  if (heading === undefined || foldName(heading) !== foldName(title)) return markdown;
  return end < 0 ? '' : text.slice(end + 1);
}

function headingInHtml(line: string): string | undefined {
  return /^<h1>([^<]{1,500})<\/h1>\s*$/i.exec(line)?.[1];
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
