import { lowerCase } from '../../../../base/text/lower-case.ts';

export type Operator =
  | 'eq'
  | 'ne'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'contains'
  | 'startswith'
  | 'empty'
  | 'not empty';

/** The written forms of operators. The longest match takes precedence. */
const operators: readonly (readonly [written: string, operator: Operator])[] = (
  [
    ['is not empty', 'not empty'],
    ['is empty', 'empty'],
    ['is not null', 'not empty'],
    ['is null', 'empty'],
    ['starts with', 'startswith'],
    ['begins with', 'startswith'],
    ['startswith', 'startswith'],
    ['on or before', 'le'],
    ['on or after', 'ge'],
    ['contains', 'contains'],
    ['is not', 'ne'],
    ['before', 'lt'],
    ['after', 'gt'],
    ['is', 'eq'],
    ['eq', 'eq'],
    ['ne', 'ne'],
    ['gt', 'gt'],
    ['ge', 'ge'],
    ['lt', 'lt'],
    ['le', 'le'],
    ['!=', 'ne'],
    ['<>', 'ne'],
    ['>=', 'ge'],
    ['<=', 'le'],
    ['==', 'eq'],
    ['=', 'eq'],
    ['>', 'gt'],
    ['<', 'lt'],
  ] as const
).toSorted(([a], [b]) => b.length - a.length);

type Found = { readonly name: string; readonly operator: Operator; readonly value: string };

/**
 * Finds the operator of a condition, and returns the text before it and the text after it. If `nameLength` is given,
 * the operator must follow a name of that length.
 */
export function operatorIn(text: string, nameLength?: number): Found | undefined {
  const lower = lowerCase(text);
  const last = nameLength ?? text.length;
  for (let at = nameLength ?? 1; at <= last; at += 1) {
    const start = at + (/^\s*/.exec(lower.slice(at, at + 20))?.[0].length ?? 0);
    const found = operators.find(([written]) => isAt(lower, written, start, at));
    if (found === undefined) continue;
    const [written, operator] = found;
    const value = withoutQuotes(text.slice(start + written.length).trim());
    if (value === '' && operator !== 'empty' && operator !== 'not empty') continue;
    return { name: text.slice(0, at).trim(), operator, value };
  }
  return undefined;
}

/** Operators that are words must be separated from the name and the value by white space; symbols need not be. */
function isAt(text: string, written: string, start: number, nameEnd: number): boolean {
  if (!text.startsWith(written, start)) return false;
  if (!/^[a-z]/.test(written)) return true;
  const after = text.charAt(start + written.length);
  return start > nameEnd && (after === '' || /\s/.test(after));
}

function withoutQuotes(value: string): string {
  const quoted = value.length > 1 && /^(['"])/.test(value) && value.at(-1) === value.at(0);
  return quoted ? value.slice(1, -1).replaceAll("''", "'") : value;
}
