/**
 * Converts Markdown (CommonMark with GFM's tables and strikethrough) to HTML for an email. Keeps line breaks, and HTML
 * that `safeHtml` allows. All other HTML appears as written. The parser is loaded with the first email, so that startup
 * stays fast.
 */
export async function htmlOfMarkdown(markdown: string): Promise<string> {
  const { renderMarkdown } = await import('./markdown/render-markdown.ts');
  return renderMarkdown(markdown);
}
