/** Outlook separates the join information of a Teams meeting from the text with a line of underscores. */
const marks = ['me-email-text', '_'.repeat(40)];

/** Returns the new text with the join information from the old text. Without it, the meeting would lose its link. */
export function withJoinBlock(html: string, old: string): string {
  const found = marks.map((mark) => old.indexOf(mark)).filter((at) => at >= 0);
  if (found.length === 0) return html;
  const start = old.lastIndexOf('<div', Math.min(...found));
  const rest = old.slice(start < 0 ? Math.min(...found) : start);
  const end = rest.search(/<\/body>/i);
  return `${html}<br>${end < 0 ? rest : rest.slice(0, end)}`;
}
