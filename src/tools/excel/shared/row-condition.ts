import { ToolError } from '../../../errors.ts';
import { foldName, pickByName } from '../../input/pick-by-name.ts';
import { cell } from '../../output/untrusted.ts';
import { textOfCell, type SheetRow } from './collect-rows.ts';
import type { ReadCell } from './read-cells.ts';
import { isSameText, numberIn } from './same-content.ts';

type Operator = '=' | '!=' | '<' | '>' | '<=' | '>=';

type Condition = { readonly column: number; readonly operator: Operator; readonly value: string };

/**
 * Matches the operators. Operators with two characters come first, because most of them begin with a one-character
 * operator.
 */
const operators = /==|!=|<>|<=|>=|[=<>]/g;

const others: ReadonlyMap<string, Operator> = new Map([
  ['==', '='],
  ['<>', '!='],
]);

/**
 * Matches separators that callers may try but that cannot join conditions. A value can also contain such a separator.
 */
const separators = /\s+or\s+|\s*(?:\|\||&&|[,;])\s*/i;

/** Whether text contains a column and an operator. */
export function isCondition(text: string): boolean {
  return /^\s*[^=<>!\s].*[=<>]/s.test(text);
}

/**
 * Returns a test for rows that meet conditions such as `status=open and amount>100`. A cell equals a value if its
 * displayed text (ignoring case) or its stored value matches; `<` and `>` compare only numbers and dates. Throws
 * `ToolError('not_found')` for an unknown column.
 */
export function rowCondition(where: string, names: readonly string[]): (row: SheetRow) => boolean {
  const conditions = partsOf(where, names).map((part) => readCondition(part, names));
  return ({ cells }) =>
    conditions.every((condition) => {
      const found = cells[condition.column];
      return found !== undefined && holds(condition, found);
    });
}

/**
 * Splits conditions at `and`. A value can also contain the word `and`, so each part must start with the name of a
 * column.
 */
function partsOf(where: string, names: readonly string[]): readonly string[] {
  const [first = '', ...rest] = where.split(/(\s+and\s+)/i);
  const parts = [first];
  for (let at = 0; at < rest.length; at += 2) {
    const [between = '', part = ''] = rest.slice(at, at + 2);
    if (isAboutColumn(part, names)) parts.push(part);
    else parts.push(`${parts.pop() ?? ''}${between}${part}`);
  }
  return parts;
}

type Split = { readonly column: string; readonly operator: Operator; readonly value: string };

/** Returns every possible split of a condition, because names of columns and values can contain operators. */
function splitsOf(text: string): readonly Split[] {
  return [...text.matchAll(operators)].map(({ 0: written, index }) => ({
    column: text.slice(0, index),
    operator: others.get(written) ?? (written as Operator),
    value: withoutQuotes(text.slice(index + written.length).trim()),
  }));
}

function readCondition(text: string, names: readonly string[]): Condition {
  const splits = splitsOf(text);
  const split = splits.find(({ column }) => isName(column, names)) ?? splits[0];
  if (split === undefined) throw new RangeError('A condition contains an operator.');
  // An id must not look like a name: columns can be called 1, 2 and 3.
  const columns = names.map((name, index) => ({ id: `column ${index + 1}`, name }));
  const column = pickByName(split.column, columns, { what: 'column' });
  if (
    split.value
      .split(separators)
      .slice(1)
      .some((part) => isAboutColumn(part, names))
  ) {
    throw new ToolError(
      'bad_argument',
      'Conditions can be joined only by "and". For rows that meet one of several conditions, call again for each condition.',
    );
  }
  if (/[<>]/.test(split.operator) && numberIn(split.value) === undefined) {
    throw new ToolError(
      'bad_argument',
      `"${cell(split.value, 80)}" is not a number or a date such as 2026-11-30, so "${cell(column.name, 80)}" cannot be compared with it by ${split.operator}.`,
    );
  }
  return { column: columns.indexOf(column), operator: split.operator, value: split.value };
}

/** Whether text starts with the name of a column and an operator. */
function isAboutColumn(text: string, names: readonly string[]): boolean {
  return splitsOf(text).some(({ column }) => isName(column, names));
}

function isName(column: string, names: readonly string[]): boolean {
  return names.some((name) => foldName(name) === foldName(column));
}

function holds({ operator, value }: Condition, found: ReadCell): boolean {
  const isEqual = foldName(textOfCell(found)) === foldName(value) || isSameText(found.value, value);
  if (operator === '=') return isEqual;
  if (operator === '!=') return !isEqual;
  const [stored, wanted] = [found.value, numberIn(value)];
  if (typeof stored !== 'number' || wanted === undefined) return false;
  if (stored === wanted) return operator.endsWith('=');
  return operator.startsWith('<') ? stored < wanted : stored > wanted;
}

function withoutQuotes(value: string): string {
  return /^(["']).+\1$/s.test(value) ? value.slice(1, -1) : value;
}
