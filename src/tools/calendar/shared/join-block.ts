/**
 * Text that marks the start of a Teams meeting's join information: a class name, or the line of underscores that
 * Outlook puts above the information.
 */
const marks = ['me-email-text', '_'.repeat(40)];

/**
 * Appends the join information from the old text to the new text, because the meeting would otherwise lose its link.
 */
export function withJoinBlock(html: string, old: string): string {
  const found = marks.map((mark) => old.indexOf(mark)).filter((at) => at >= 0);
  if (found.length === 0) return html;
  const start = old.lastIndexOf('<div', Math.min(...found));
  const rest = old.slice(start < 0 ? Math.min(...found) : start);
  const end = rest.search(/<\/body>/i);
  return `${html}<br>${end < 0 ? rest : rest.slice(0, end)}`;
}
