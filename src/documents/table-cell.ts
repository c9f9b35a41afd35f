/**
 * Prepares the text of a table cell. A `|` that could be mistaken for the end of the cell is replaced with `¦`, as in the
 * lists that tools return.
 */
export function tableCell(text: string): string {
  return text.includes('|') ? text.replaceAll(/(?<=^|\s)\|(?=\s|$)/g, '¦') : text;
}
