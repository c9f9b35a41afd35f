import { lowerCase } from '../../../../base/text/lower-case.ts';
import { ToolError } from '../../../../errors.ts';
import { literal } from '../../../../graph/request/odata.ts';
import type { Reference } from '../../../input/written-time.ts';
import { cell } from '../../../output/untrusted.ts';
import type { ListColumn } from '../columns.ts';
import { spanOf } from '../field-dates.ts';
import { findColumn } from '../find-column.ts';
import { operatorIn, type Operator } from './condition-words.ts';
import { choiceNamed } from '../choices.ts';
import { percentageIn } from '../percentage.ts';

/** Lets Graph filter and sort by columns without an index. */
export const unindexed = { prefer: 'HonorNonIndexedQueriesWarningMayFailRandomly' };

export type Condition = {
  readonly column: ListColumn;
  readonly operator: Operator;
  readonly value: string;
};

/** Finds the id of the person or list item that a person or lookup column refers to. */
export type References = (column: ListColumn, value: string) => Promise<string>;

/** Conditions that must all hold. */
type Conditions = readonly Condition[];

/** Sets of conditions, at least one of which must hold. */
export type Alternatives = readonly Conditions[];

/**
 * Parses conditions such as `Status = Open`. One string can contain several conditions, joined by `and`, commas or
 * semicolons, or by `or`, which binds less tightly.
 */
export function readConditions(
  texts: readonly string[],
  columns: readonly ListColumn[],
): readonly Alternatives[] {
  return texts.map((text) =>
    splitAt(/(,? or )/i, text, columns).map((part) =>
      splitAt(/(,? and |[,;])/i, part, columns).map((one) => readCondition(one, columns)),
    ),
  );
}

/**
 * Splits text into conditions. A value can contain separators, so text after a separator belongs to the preceding value
 * unless the text is a condition.
 */
function splitAt(separator: RegExp, text: string, columns: readonly ListColumn[]): readonly string[] {
  const [first = '', ...rest] = text.split(separator);
  const parts = [first];
  for (let at = 0; at < rest.length; at += 2) {
    const [between, part] = [rest[at] ?? '', rest[at + 1] ?? ''];
    if (startsCondition(part, columns)) parts.push(part);
    else parts.push(`${parts.pop() ?? ''}${between}${part}`);
  }
  return parts;
}

function startsCondition(text: string, columns: readonly ListColumn[]): boolean {
  try {
    readCondition(text, columns);
    return true;
  } catch (error) {
    if (error instanceof ToolError) return false;
    throw error;
  }
}

function readCondition(text: string, columns: readonly ListColumn[]): Condition {
  const written = text.trim().replace(/^fields\//i, '');
  const column = columnAtStart(written, columns);
  const found = operatorIn(written, column?.length);
  if (found === undefined)
    throw new ToolError(
      'bad_argument',
      `"${cell(text)}" is not a condition. Write conditions such as: Status = Open; Due date < 2026-12-01; Title contains price; Owner is empty.`,
    );
  return { column: findColumn(found.name, columns), operator: found.operator, value: found.value };
}

/** Returns the longest column name at the start of the text, because names can contain words such as `is`. */
function columnAtStart(text: string, columns: readonly ListColumn[]): string | undefined {
  const lower = lowerCase(text);
  const names = columns.flatMap(({ name, id }) => [name, id]).toSorted((a, b) => b.length - a.length);
  return names.find(
    (name) => lower.startsWith(lowerCase(name)) && !/^[\p{L}\p{N}_]/u.test(text.slice(name.length)),
  );
}

/** Converts conditions to a clause of `$filter`. */
export async function clauseOf(
  alternatives: Alternatives,
  reference: Reference,
  references: References,
): Promise<string> {
  const clauses = await Promise.all(
    alternatives.map(async (conditions) => {
      const all = await Promise.all(conditions.map(async (one) => comparison(one, reference, references)));
      return all.join(' and ');
    }),
  );
  return clauses.length > 1 ? `(${clauses.join(' or ')})` : clauses.join('');
}

async function comparison(
  condition: Condition,
  reference: Reference,
  references: References,
): Promise<string> {
  const { column, operator, value } = condition;
  if (!isFilterable(column))
    throw refused(condition, 'Microsoft Graph cannot filter by a column of this kind');
  const isReference = column.kind === 'person' || column.kind === 'lookup';
  const field = `fields/${column.id}${isReference ? 'LookupId' : ''}`;
  switch (operator) {
    case 'empty':
      return `${field} eq null`;
    case 'not empty':
      return `${field} ne null`;
    case 'contains':
    case 'startswith':
      if (column.kind === 'text' || column.kind === 'choice')
        return `${operator}(${field},${literal(value)})`;
      throw refused(condition, `only text can be searched, and this column has the type ${column.kind}`);
    default:
      if (!isReference) return compared(condition, field, operator, reference);
      if (operator !== 'eq' && operator !== 'ne')
        throw refused(condition, 'names can only be compared with = and !=');
      return `${field} ${operator} ${literal(await references(column, value))}`;
  }
}

function isFilterable({ isMultiple, kind }: ListColumn): boolean {
  return !isMultiple && kind !== 'managed metadata' && kind !== 'link';
}

type Comparison = Exclude<Operator, 'contains' | 'startswith' | 'empty' | 'not empty'>;

function compared(condition: Condition, field: string, operator: Comparison, reference: Reference): string {
  const { column, value } = condition;
  switch (column.valueKind) {
    case 'number':
      if (column.isPercentage) return `${field} ${operator} ${percentageFor(condition)}`;
      if (!/^-?\d{1,15}(?:\.\d{1,10})?$/.test(value)) throw refused(condition, 'the value must be a number');
      return `${field} ${operator} ${value}`;
    case 'yes/no': {
      const answer = yesNo.get(value.toLowerCase());
      if (answer === undefined) throw refused(condition, 'the value must be yes or no');
      return `${field} ${operator} ${answer}`;
    }
    case 'date':
    case 'date and time':
      return within(condition, field, operator, reference);
    case 'choice':
      return `${field} ${operator} ${literal(choiceNamed(column, value))}`;
    default:
      return `${field} ${operator} ${literal(value)}`;
  }
}

function percentageFor(condition: Condition): number {
  const found = percentageIn(condition.value);
  if (found === undefined) throw refused(condition, 'the value must be a percentage such as 50%');
  return found;
}

/** In filters, yes is 1 and no is 0. */
const yesNo: ReadonlyMap<string, number> = new Map([
  ['yes', 1],
  ['true', 1],
  ['1', 1],
  ['no', 0],
  ['false', 0],
  ['0', 0],
]);

function within(condition: Condition, field: string, operator: Comparison, reference: Reference): string {
  const span = spanOf(condition.value, reference, condition.column.valueKind === 'date');
  if (span === undefined)
    throw refused(condition, 'the value must be a date such as 2026-11-21, or words such as tomorrow');
  const start = literal(span.start);
  if (span.end === undefined) return `${field} ${operator} ${start}`;
  const end = literal(span.end);
  const clauses: Readonly<Record<Comparison, string>> = {
    eq: `${field} ge ${start} and ${field} lt ${end}`,
    ne: `(${field} lt ${start} or ${field} ge ${end})`,
    gt: `${field} ge ${end}`,
    ge: `${field} ge ${start}`,
    lt: `${field} lt ${start}`,
    le: `${field} lt ${end}`,
  };
  return clauses[operator];
}

function refused({ column, value }: Condition, why: string): ToolError {
  const given = value === '' ? '' : ` with "${cell(value)}"`;
  return new ToolError(
    'bad_argument',
    `The condition on "${cell(column.name)}"${given} is not possible: ${why}.`,
  );
}
