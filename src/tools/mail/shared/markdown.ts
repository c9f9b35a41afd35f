/**
 * Converts Markdown (CommonMark with GFM's tables and strikethrough) to HTML for an email. Line breaks are kept. HTML
 * in the Markdown is kept if `safeHtml` allows it; otherwise, it appears as written. The parser is loaded with the
 * first email, so that it does not slow down startup.
 */
export async function htmlOfMarkdown(markdown: string): Promise<string> {
  const { renderMarkdown } = await import('./markdown/render-markdown.ts');
  return renderMarkdown(markdown);
}
