import { counted } from '../../../base/text/counted.ts';
import { isRecord } from '../../../base/is-record.ts';
import { listInText, recordInText } from '../../../base/json-text.ts';
import { ToolError } from '../../../errors.ts';
import { jsonBody } from '../../core/shared/written-json.ts';
import { splitNames, splitPeople } from '../../input/email-address.ts';
import type { Reference } from '../../input/written-time.ts';
import { cell } from '../../output/untrusted.ts';
import { choiceNamed } from './choices.ts';
import { kindInWords, type ListColumn } from './columns.ts';
import { storedDay, storedTime } from './field-dates.ts';
import { findColumn, namesOf } from './find-column.ts';
import { percentageIn } from './percentage.ts';
import type { TargetList } from './target-list.ts';

const MOST_FIELDS = 100;
const MOST_PROBLEMS = 5;
const MOST_VALUES = 50;
const UNCHANGED = 'Nothing was changed.';

export const fieldsArgument = () => jsonBody('JSON object: column to value.');

/** Returns a problem with the argument as a whole, before its fields are checked; undefined if there is none. */
export function fieldsProblem(given: unknown): string | undefined {
  if (!isRecord(given)) return 'fields must be an object such as {"Title": "New", "Due date": "2026-12-01"}';
  const count = Object.keys(given).length;
  if (count === 0) return 'fields must name at least one column';
  return count > MOST_FIELDS ? `fields can name at most ${MOST_FIELDS} columns` : undefined;
}

export type ConvertedFields = {
  /** The fields in the form that Graph expects, by internal name, with `@odata.type` where it is needed. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly columns: readonly ListColumn[];
};

/**
 * Converts the values of columns to the form that Graph accepts. Throws a `ToolError('bad_argument')` that lists all
 * problems.
 */
export async function convertFields(given: unknown, target: TargetList, now: Date): Promise<ConvertedFields> {
  const entries = Object.entries(isRecord(given) ? given : {});
  const reference = { now, iana: target.zone.iana };
  const outcomes = await Promise.all(
    entries.map(async ([name, value]) => {
      try {
        const column = findColumn(name, target.columns);
        return { column, values: await converted(column, value, target, reference) };
      } catch (error) {
        if (error instanceof ToolError) return { problem: error };
        throw error;
      }
    }),
  );
  const problems = outcomes.flatMap(({ problem }) => problem ?? []);
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length - MOST_PROBLEMS;
    const shown = problems.slice(0, MOST_PROBLEMS).map(({ message }) => message);
    const rest = more > 0 ? ` And ${counted(more, 'more problem')}.` : '';
    const text = `${shown.join(' ')}${rest}`;
    throw new ToolError(first.code, text.endsWith(UNCHANGED) ? text : `${text} ${UNCHANGED}`);
  }
  const columns = outcomes.flatMap(({ column }) => column ?? []);
  const twice = columns.find((one, index) => columns.indexOf(one) !== index);
  if (twice !== undefined)
    throw new ToolError(
      'bad_argument',
      `The column "${cell(twice.name)}" is given twice. Nothing was changed.`,
    );
  return { body: Object.fromEntries(outcomes.flatMap(({ values }) => values ?? [])), columns };
}

type Pairs = readonly (readonly [field: string, value: unknown])[];

async function converted(
  column: ListColumn,
  value: unknown,
  target: TargetList,
  reference: Reference,
): Promise<Pairs> {
  requireSettable(column, target.columns);
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty && column.isRequired) throw wrong(column, 'a value, because it is required');
  const { id, isMultiple, kind } = column;
  const isReference = kind === 'person' || kind === 'lookup';
  const field = isReference ? `${id}LookupId` : id;
  if (isMultiple) {
    const all = severalOf(column, value);
    const values = await Promise.all(
      all.map(async (one) =>
        isReference ? Number(await referenceOf(column, one, target)) : choiceNamed(column, one),
      ),
    );
    const type = isReference ? 'Collection(Edm.Int32)' : 'Collection(Edm.String)';
    return [
      [`${field}@odata.type`, type],
      [field, values],
    ];
  }
  if (isEmpty) return [[field, kind === 'text' ? '' : null]];
  return [
    [field, isReference ? await referenceOf(column, value, target) : oneValue(column, value, reference)],
  ];
}

const unsupported: ReadonlySet<string> = new Set(['managed metadata', 'calculated', 'other']);

export function isSettable({ kind, isReadOnly, confusedWith }: ListColumn): boolean {
  return !isReadOnly && confusedWith === undefined && !unsupported.has(kind);
}

/** Throws `ToolError('bad_argument')` for a column that Graph cannot set. */
function requireSettable(column: ListColumn, columns: readonly ListColumn[]): void {
  const { name, kind, isReadOnly, confusedWith } = column;
  if (confusedWith !== undefined)
    throw new ToolError(
      'bad_argument',
      `Microsoft Graph cannot set "${cell(name)}" in this list: it would write the person's user id into the column "${cell(confusedWith)}" instead. Set it in SharePoint.`,
    );
  if (isSettable(column)) return;
  const isUnsupported = unsupported.has(kind);
  const why = isReadOnly && !isUnsupported ? 'read-only' : kind;
  const settable = columns.filter(isSettable);
  throw new ToolError(
    'bad_argument',
    `The column "${cell(name)}" (${why}) cannot be set through Microsoft Graph. ${namesOf(name, settable)}`,
  );
}

/**
 * Splits text into several values: choices at semicolons and commas, people as in an address line, and other values at
 * semicolons.
 */
function severalOf(column: ListColumn, value: unknown): readonly string[] {
  const given = typeof value === 'string' ? (listInText(value) ?? value) : value;
  if (given === null || given === '') return [];
  const all = Array.isArray(given)
    ? given.map((one: unknown) => textIn(column, one))
    : splitText(column, given);
  if (all.length > MOST_VALUES)
    throw new ToolError('bad_argument', `"${cell(column.name)}" can have at most ${MOST_VALUES} values.`);
  return all;
}

function splitText(column: ListColumn, value: unknown): readonly string[] {
  const text = textIn(column, value);
  if (column.kind === 'person') return splitPeople(text).flatMap(namesIn);
  if (column.choices.includes(text)) return [text];
  const separator = text.includes(';') ? ';' : column.kind === 'choice' ? ',' : '\n';
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** Splits names without addresses, as in `Ana Silva; Ben Okafor`. */
function namesIn(part: string): readonly string[] {
  const names = splitNames(part);
  return names.length > 0 ? names : [part];
}

function textIn(column: ListColumn, value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  throw wrong(column, 'text');
}

async function referenceOf(column: ListColumn, value: unknown, target: TargetList): Promise<string> {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value);
  const text = textIn(column, value);
  // `showValue` writes a person or lookup without a name as `no. 12`; the number is the lookup id.
  const [, number] = /^no\. (\d{1,10})$/.exec(text) ?? [];
  return number ?? target.references(column, text);
}

function oneValue(column: ListColumn, value: unknown, reference: Reference): unknown {
  switch (column.kind) {
    case 'number':
      return numberOf(column, value);
    case 'yes/no':
      return yesNoOf(column, value);
    case 'choice':
      return choiceNamed(column, textIn(column, value));
    case 'date':
    case 'date and time':
      return dateOf(column, value, reference);
    case 'link':
      return linkOf(column, value);
    default:
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
      throw wrong(column, 'text');
  }
}

function dateOf(column: ListColumn, value: unknown, reference: Reference): string {
  const text = textIn(column, value);
  const isDay = column.kind === 'date';
  const stored = isDay ? storedDay(text, reference) : storedTime(text, reference);
  if (stored !== undefined) return stored;
  throw wrong(column, isDay ? 'a date such as 2026-11-21' : 'a time such as 2026-11-21T09:30');
}

function numberOf(column: ListColumn, value: unknown): number {
  if (column.isPercentage) {
    const found = percentageIn(textIn(column, value));
    if (found !== undefined) return found;
    throw wrong(column, 'a percentage such as 50%');
  }
  const text = typeof value === 'string' ? value.trim() : value;
  if (typeof text === 'number' && Number.isFinite(text)) return text;
  if (typeof text === 'string' && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(text)) return Number(text);
  throw wrong(column, 'a number such as 12.5');
}

const answers: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['1', true],
  ['no', false],
  ['false', false],
  ['0', false],
]);

function yesNoOf(column: ListColumn, value: unknown): boolean {
  const answer = answers.get(String(value).trim().toLowerCase());
  if (answer === undefined) throw wrong(column, 'yes or no');
  return answer;
}

/** Parses a link: an address, optionally followed by a space and a label, or an object with `url` and `text`. */
function linkOf(column: ListColumn, value: unknown): { Url: string; Description: string } {
  const given = typeof value === 'string' ? (recordInText(value) ?? value.trim()) : value;
  const [address, label] = isRecord(given)
    ? [given['url'] ?? given['Url'], given['text'] ?? given['description'] ?? given['Description']]
    : (/^(\S+)\s*(.*)$/s.exec(String(given))?.slice(1) ?? []);
  if (typeof address !== 'string' || !/^(?:https?|mailto):\S/i.test(address) || !URL.canParse(address))
    throw wrong(column, 'an address such as https://example.com, optionally followed by a space and a label');
  return { Url: address, Description: typeof label === 'string' && label !== '' ? label : address };
}

function wrong(column: ListColumn, expected: string): ToolError {
  const kind = kindInWords(column);
  return new ToolError('bad_argument', `The column "${cell(column.name)}" (${kind}) takes ${expected}.`);
}
