import { areaOf, splitAddress } from './cell-area.ts';
import { keyOf, type CellValue, type Sheet, type Workbook } from './workbook.ts';

/** Maximum depth of references. This limit also ends circular references. */
const MAX_DEPTH = 64;
/** Maximum number of cells in a range; larger ranges are not calculated. */
const MAX_CELLS = 100_000;

/**
 * Thrown for a formula that uses more than arithmetic and a few functions. The formula's cell then has no value, as in
 * files that some other programs write.
 */
class NotCalculated extends Error {}

const functions: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVERAGE: (values) => (values.length === 0 ? Number.NaN : functions.SUM!(values) / values.length),
  MIN: (values) => values.reduce((a, b) => Math.min(a, b), values[0] ?? 0),
  MAX: (values) => values.reduce((a, b) => Math.max(a, b), values[0] ?? 0),
  COUNT: (values) => values.length,
};

const token =
  /\s*(?:(\d+(?:\.\d+)?)|((?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?)(?![\w(])|([A-Za-z]+)(?=\()|([-+*/(),]))/uy;

type Token = { readonly kind: 'number' | 'reference' | 'function' | 'sign'; readonly text: string };

function tokensOf(formula: string): readonly Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const text = formula.trim();
  while (token.lastIndex < text.length) {
    const [whole, number, sheet = '', reference, name, sign] = token.exec(text) ?? [];
    if (whole === undefined) throw new NotCalculated();
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (reference !== undefined) tokens.push({ kind: 'reference', text: sheet + reference });
    else if (name !== undefined) tokens.push({ kind: 'function', text: name.toUpperCase() });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return tokens;
}

/**
 * Calculates a text literal such as `=""`, or a formula with numbers, references, `+ - * /` and the functions above.
 * Returns undefined for any other formula.
 */
export function calculate(
  workbook: Workbook,
  sheet: Sheet,
  formula: string,
  depth = 0,
): CellValue | undefined {
  // A formula's result can be text, including empty text.
  const [, literal] = /^="([^"]*)"$/.exec(formula) ?? [];
  if (literal !== undefined) return literal;
  try {
    const result = evaluate(workbook, sheet, formula, depth);
    return Number.isFinite(result) ? result : '#DIV/0!';
  } catch (error) {
    if (error instanceof NotCalculated) return undefined;
    throw error;
  }
}

/** The context of a formula and the position in its tokens. */
type Calculation = {
  readonly workbook: Workbook;
  readonly sheet: Sheet;
  readonly depth: number;
  readonly tokens: readonly Token[];
  at: number;
};

function evaluate(workbook: Workbook, sheet: Sheet, formula: string, depth: number): number {
  if (depth > MAX_DEPTH) throw new NotCalculated();
  const tokens = tokensOf(formula.replace(/^=/, ''));
  const calculation: Calculation = { workbook, sheet, depth, tokens, at: 0 };
  const result = sum(calculation);
  if (calculation.at < tokens.length) throw new NotCalculated();
  return result;
}

function take(calculation: Calculation, ...texts: readonly string[]): string | undefined {
  const next = calculation.tokens[calculation.at];
  if (next?.kind !== 'sign' || !texts.includes(next.text)) return undefined;
  calculation.at += 1;
  return next.text;
}

function need(calculation: Calculation, text: string): void {
  if (take(calculation, text) === undefined) throw new NotCalculated();
}

function sum(calculation: Calculation): number {
  let value = product(calculation);
  for (let sign = take(calculation, '+', '-'); sign !== undefined; sign = take(calculation, '+', '-')) {
    const next = product(calculation);
    value = sign === '+' ? value + next : value - next;
  }
  return value;
}

function product(calculation: Calculation): number {
  let value = factor(calculation);
  for (let sign = take(calculation, '*', '/'); sign !== undefined; sign = take(calculation, '*', '/')) {
    const next = factor(calculation);
    value = sign === '*' ? value * next : value / next;
  }
  return value;
}

function factor(calculation: Calculation): number {
  if (take(calculation, '-') !== undefined) return -factor(calculation);
  if (take(calculation, '(') !== undefined) {
    const value = sum(calculation);
    need(calculation, ')');
    return value;
  }
  const next = calculation.tokens[calculation.at];
  calculation.at += 1;
  if (next?.kind === 'number') return Number(next.text);
  if (next?.kind === 'function') return valueOfFunction(calculation, next.text);
  // Only functions accept a range. Anywhere else, a reference must be to a single cell.
  if (next?.kind !== 'reference' || next.text.includes(':')) throw new NotCalculated();
  return numbersAt(calculation, next.text)[0] ?? 0;
}

function valueOfFunction(calculation: Calculation, name: string): number {
  const apply = functions[name];
  if (!apply) throw new NotCalculated();
  need(calculation, '(');
  const values: number[] = [];
  do {
    const argument = calculation.tokens[calculation.at];
    if (argument?.kind === 'reference' && argument.text.includes(':')) {
      calculation.at += 1;
      values.push(...numbersAt(calculation, argument.text));
    } else values.push(sum(calculation));
  } while (take(calculation, ',') !== undefined);
  need(calculation, ')');
  return apply(values);
}

/** Returns the numbers in an area, ignoring empty cells and text. */
function numbersAt({ workbook, sheet: current, depth }: Calculation, reference: string): readonly number[] {
  const { sheet: name, rest } = splitAddress(reference);
  const sheet =
    name === undefined
      ? current
      : workbook.sheets.find((one) => one.name.toLowerCase() === name.toLowerCase());
  const area = areaOf(rest);
  if (!sheet || !area || (area.bottom - area.top + 1) * (area.right - area.left + 1) > MAX_CELLS)
    throw new NotCalculated();
  const values: number[] = [];
  for (let row = area.top; row <= area.bottom; row += 1)
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = sheet.cells.get(keyOf(row, column));
      const value =
        cell?.formula === undefined ? cell?.value : evaluate(workbook, sheet, cell.formula, depth + 1);
      if (typeof value === 'number') values.push(value);
    }
  return values;
}
