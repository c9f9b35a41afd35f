export type Tag = { readonly name: string; readonly closing: boolean; readonly source: string };

/** Reads the tag at `open`; undefined if the `<` there does not start one. */
export function tagAt(html: string, open: number): Tag | undefined {
  const start = /^<(\/?)([a-z][a-z0-9:-]{0,30})/i.exec(html.slice(open, open + 34));
  if (start === null) return undefined;
  const end = endOfTag(html, open + start[0].length);
  const name = (start[2] ?? '').toLowerCase();
  return { name, closing: start[1] === '/', source: html.slice(open, end) };
}

/** A `>` in a quoted attribute does not end the tag; an unclosed tag ends with the text. */
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

const withoutContent = new Set([
  'area',
  'base',
  'br',
  'col',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);

/** Whether a tag opens an element with content. HTML ignores a slash before the `>`. */
export function opens(tag: Tag): boolean {
  return !tag.closing && !withoutContent.has(tag.name);
}

const startingBlocks = new Set(['p', 'div', 'table', 'ul', 'ol', 'blockquote', 'pre', 'hr', 'section']);

/** Whether a start tag ends an open paragraph (HTML standard, optional tags). */
export function endsParagraph(tag: Tag): boolean {
  return !tag.closing && (startingBlocks.has(tag.name) || /^h[1-6]$/.test(tag.name));
}

/** The white space that replaces a tag in text. */
export function spaceFor({ name, closing }: Tag): string {
  if (name === 'li') return closing ? '' : '\n- ';
  if (name === 'td' || name === 'th') return closing ? '  ' : '';
  if (name === 'p' || /^h[1-6]$/.test(name)) return '\n\n';
  return name === 'br' || name === 'tr' || startingBlocks.has(name) ? '\n' : '';
}
