/** Prepares the text of a table cell: a `|` that would look like the end of the cell becomes `¦`, as in the lists of tools. */
export function tableCell(text: string): string {
  return text.includes('|') ? text.replaceAll(/(?<=^|\s)\|(?=\s|$)/g, '¦') : text;
}
