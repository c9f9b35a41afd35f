/**
 * Converts Markdown to HTML for an email: paragraphs, headings, lists, quotations, code, bold, italics, links and line
 * breaks. Everything else, including HTML, appears as written.
 */
export function htmlOfMarkdown(markdown: string): string {
  const blocks = markdown
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n{2,}/);
  return joinFences(blocks).map(blockHtml).join('\n');
}

/** Joins the blocks between the fences of a code block, because it can contain empty lines. */
function joinFences(blocks: readonly string[]): string[] {
  const joined: string[][] = [];
  let isOpen = false;
  for (const block of blocks) {
    if (isOpen) joined.at(-1)?.push(block);
    else joined.push([block]);
    const isFence: boolean = isOpen || block.startsWith('```');
    isOpen = isFence && !/(?:^|\n)```\s*$/.test(isOpen ? block : block.slice(3));
  }
  return joined.map((parts) => parts.join('\n\n'));
}

function blockHtml(block: string): string {
  const lines = block.split('\n');
  if (block.startsWith('```')) {
    return `<pre>${escapeHtml(
      lines
        .slice(1)
        .join('\n')
        .replace(/\n?```\s*$/, ''),
    )}</pre>`;
  }
  const after = lines.findIndex((line) => !heading.test(line));
  const headings = lines.slice(0, after < 0 ? lines.length : after).map(headingHtml);
  const rest = after < 0 ? '' : proseHtml(lines.slice(after));
  return headings.join('') + rest;
}

const heading = /^(#{1,6})\s+(.+)$/;

function headingHtml(line: string): string {
  const [, marks = '#', words = ''] = heading.exec(line) ?? [];
  return `<h${marks.length}>${inline(words)}</h${marks.length}>`;
}

/** Converts lines without headings to a quotation (nested ones are flattened), a list or a paragraph. */
function proseHtml(lines: readonly string[]): string {
  if (!lines.every((line) => line.startsWith('>'))) return listHtml(lines) ?? paragraph(lines);
  const quoted = lines.map((line) => line.replace(/^[>\s]+/, ''));
  return `<blockquote>${listHtml(quoted) ?? paragraph(quoted)}</blockquote>`;
}

function paragraph(lines: readonly string[]): string {
  return `<p>${lines.map(inline).join('<br>')}</p>`;
}

const bullet = /^\s*[-*+]\s+/;
const number = /^\s*\d{1,3}[.)]\s+/;

/**
 * Converts a list whose items are all of one kind; lines above it become a paragraph. Returns undefined for other
 * lines.
 */
function listHtml(lines: readonly string[]): string | undefined {
  for (const [mark, tag] of [
    [bullet, 'ul'],
    [number, 'ol'],
  ] as const) {
    const start = lines.findIndex((line) => mark.test(line));
    if (start < 0 || !lines.slice(start).every((line) => mark.test(line))) continue;
    const items = lines.slice(start).map((line) => `<li>${inline(line.replace(mark, ''))}</li>`);
    const lead = start === 0 ? '' : paragraph(lines.slice(0, start));
    return `${lead}<${tag}>${items.join('')}</${tag}>`;
  }
  return undefined;
}

/** Separates code first, so that marks inside it stay unchanged. */
function inline(line: string): string {
  return line
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : marks(escapeHtml(part)),
    )
    .join('');
}

function marks(html: string): string {
  return html
    .replaceAll(/\[([^[\]]{1,500})\]\(((?:https?:\/\/|mailto:)[^\s()<>"]{1,2000})\)/g, '<a href="$2">$1</a>')
    .replaceAll(/\*\*(\S|\S[^*]{0,2000}\S)\*\*/g, '<b>$1</b>')
    .replaceAll(/(^|[\s(])\*(\S|\S[^*]{0,2000}\S)\*(?=$|[\s).,;:!?])/g, '$1<i>$2</i>')
    .replaceAll(/(^|[\s(])_(\S|\S[^_]{0,2000}\S)_(?=$|[\s).,;:!?])/g, '$1<i>$2</i>');
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
