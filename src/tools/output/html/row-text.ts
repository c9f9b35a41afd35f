/**
 * Joins the cells of a table row. A grid (a table with a header or a border) keeps its empty cells and has one line for
 * each row. Other tables are often used for layout, so their longer cells are written one below the other.
 */
export function rowText(cells: readonly string[], isGrid: boolean): string {
  const isBlank = cells.every((cell) => cell === '');
  if (isBlank) return '';
  if (isGrid)
    return cells
      .map((cell) => cell.replaceAll(/\n+/g, ' / '))
      .join(' | ')
      .trim();
  const filled = cells.filter((cell) => cell !== '');
  if (filled.some((cell) => cell.includes('\n'))) return filled.join('\n\n');
  const [first, last] = [cells.findIndex((cell) => cell !== ''), cells.findLastIndex((cell) => cell !== '')];
  return cells.slice(first, last + 1).join(' | ');
}
