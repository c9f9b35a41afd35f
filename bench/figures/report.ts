import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** The cells of a row, in the same order as the heading. */
export type Row = readonly (string | number)[];

/** Prints a table. */
export function printTable(heading: readonly string[], rows: readonly Row[]): void {
  const cells = [heading, ...rows.map((row) => row.map(String))];
  const widths = heading.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ');
  const rule = widths.map((width) => '-'.repeat(width));
  process.stdout.write(`${[heading, rule, ...cells.slice(1)].map(line).join('\n')}\n\n`);
}

export function against(budget: number, figure: number): string {
  return figure <= budget ? `within ${budget}` : `OVER ${budget}`;
}

/** Writes the figures to bench/results/<name>.json, with the CPU model, the number of cores and the Node version. */
export function keep(name: string, figures: object): void {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  const file = `bench/results/${name}.json`;
  writeFileSync(file, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
  process.stdout.write(`Written to ${file}. Ratios within one run are more reliable than milliseconds.\n`);
}
