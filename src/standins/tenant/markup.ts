const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Converts HTML to text. Keeps hidden text, as Exchange does. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<(style|head|script)\b[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<br\s*\/?>|<\/(p|div|tr|h\d|table)>/gi, '\r\n')
    .replaceAll(/<li\b[^>]*>/gi, '\r\n* ')
    .replaceAll(/<\/t[dh]>/gi, '\t')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(nbsp|lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity)
    .replaceAll(/(\r\n[ \t]*){3,}/g, '\r\n\r\n')
    .trim();
}

/** Returns the first 255 characters of a body as a single line of text. */
export function previewOf(body: { readonly contentType: string; readonly content: string }): string {
  const text = body.contentType === 'html' ? textOf(body.content) : body.content;
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 255);
}

/** Converts text to Outlook-style HTML. Empty lines separate paragraphs, and `- ` starts a list item. */
export function htmlOf(text: string): string {
  const blocks = text.split('\n\n').map((block) => {
    const lines = block.split('\n');
    if (lines.every((line) => line.startsWith('- ')))
      return `<ul>${lines.map((line) => `<li>${escapeHtml(line.slice(2))}</li>`).join('')}</ul>`;
    return `<p style="margin:0 0 10px 0">${lines.map(escapeHtml).join('<br>')}</p>`;
  });
  return `<html><head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><div style="font-family:Aptos,Calibri,sans-serif; font-size:11pt; color:rgb(0,0,0)">${blocks.join('')}</div></body></html>`;
}

/** Escapes text for element content. Not suitable for attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
