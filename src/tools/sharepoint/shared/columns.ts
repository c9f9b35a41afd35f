import * as z from 'zod';

import { stripInvisible } from '../../../base/untrusted-text.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { facet, flag, text } from '../../output/graph-schema.ts';
import { listPath } from './site-lists.ts';

/** A column as Graph describes it: the facet that is present indicates its kind. */
export const columnDefinition = z.object({
  name: z.string(),
  displayName: text,
  hidden: flag,
  readOnly: flag,
  required: flag,
  indexed: flag,
  defaultValue: facet({ value: text, formula: text }),
  text: facet({ textType: text }),
  number: facet({ displayAs: text }),
  currency: facet({}),
  choice: facet({ choices: z.array(z.string()).nullish(), allowTextEntry: flag, displayAs: text }),
  dateTime: facet({ format: text }),
  boolean: facet({}),
  personOrGroup: facet({ allowMultipleSelection: flag }),
  lookup: facet({ allowMultipleValues: flag, columnName: text, listId: text }),
  hyperlinkOrPicture: facet({}),
  term: facet({ allowMultipleValues: flag }),
  calculated: facet({ outputType: text, format: text }),
});

type Definition = z.output<typeof columnDefinition>;

export type ColumnKind =
  | 'text'
  | 'number'
  | 'choice'
  | 'date'
  | 'date and time'
  | 'yes/no'
  | 'person'
  | 'lookup'
  | 'link'
  | 'managed metadata'
  | 'calculated'
  | 'other';

export type ListColumn = {
  /** The internal name, which Graph uses for the column. */
  readonly id: string;
  /** The display name. */
  readonly name: string;
  readonly kind: ColumnKind;
  /**
   * The kind of the column's values: for a calculated column, the kind of its results; otherwise the same as `kind`.
   */
  readonly valueKind: ColumnKind;
  /** Whether numbers are shown as percentages. SharePoint stores 0.5 for 50%. */
  readonly isPercentage: boolean;
  readonly isMultiple: boolean;
  readonly isHtml: boolean;
  readonly isReadOnly: boolean;
  readonly isRequired: boolean;
  /** Whether SharePoint stores a default value in new items. */
  readonly hasDefault: boolean;
  readonly isIndexed: boolean;
  /** True for the columns that SharePoint adds to every list. */
  readonly isSystem: boolean;
  readonly choices: readonly string[];
  /** Whether values other than the choices are allowed. */
  readonly isOpen: boolean;
  readonly lookup: { readonly list: string; readonly column: string } | undefined;
  /** A text column that Graph confuses with this one, for example `EmployeeId` for the column `Employee`. */
  readonly confusedWith: string | undefined;
};

/** Maximum number of columns to read. No list can have more columns. */
const MOST_COLUMNS = 1_000;

/** The system columns that are worth showing or filtering. Callers cannot set these columns. */
const systemColumns = new Set([
  'ID',
  'Created',
  'Modified',
  'Author',
  'Editor',
  'ContentType',
  'Attachments',
]);

/**
 * Matches an internal name that can be used in queries. SharePoint encodes all characters other than letters, digits
 * and underscores in the form `_x0020_`.
 */
const internalName = /^[\p{L}\p{M}\p{N}_]+$/u;

/** Reads the columns that are visible to users. */
export async function readColumns(
  site: string,
  list: string,
  call: ToolCall,
): Promise<readonly ListColumn[]> {
  const request = read(`${listPath(site, list)}/columns`);
  const { items } = await allItems(call, request, columnDefinition, MOST_COLUMNS);
  return columnsFrom(items);
}

/** Returns the columns that are visible to users, with custom columns first. */
export function columnsFrom(definitions: readonly Definition[]): readonly ListColumn[] {
  const names = new Set(definitions.map(({ name }) => stripInvisible(name)));
  const hidden = new Set(
    definitions.filter((one) => one.hidden === true).map(({ displayName }) => displayName ?? ''),
  );
  const all = definitions
    .map((one) => ({ ...one, name: stripInvisible(one.name) }))
    .filter((one) => one.hidden !== true && internalName.test(one.name) && isUseful(one))
    .map((one): ListColumn => {
      const kind = kindOf(one, hidden);
      const isReference = kind === 'person' || kind === 'lookup';
      const isSystem = systemColumns.has(one.name);
      return {
        id: one.name,
        name: one.displayName || one.name,
        kind,
        valueKind: kind === 'calculated' ? kindOfResults(one) : kind,
        isPercentage: one.number?.displayAs === 'percentage',
        isMultiple: isMultiple(one),
        isHtml: one.text?.textType === 'richText',
        isReadOnly: isSystem || one.readOnly === true,
        isRequired: one.required === true,
        hasDefault: hasDefault(one),
        isIndexed: one.indexed === true || one.name === 'ID',
        isSystem,
        choices: one.choice?.choices ?? [],
        isOpen: one.choice?.allowTextEntry === true,
        lookup: lookupIn(one),
        confusedWith: isReference && names.has(`${one.name}Id`) ? `${one.name}Id` : undefined,
      };
    });
  return [...all.filter(({ isSystem }) => !isSystem), ...all.filter(({ isSystem }) => isSystem)];
}

function hasDefault({ defaultValue }: Definition): boolean {
  return Boolean(defaultValue?.value || defaultValue?.formula);
}

function lookupIn({ lookup }: Definition): ListColumn['lookup'] {
  return lookup?.listId ? { list: lookup.listId, column: lookup.columnName || 'Title' } : undefined;
}

/**
 * Returns whether users work with a column. Most read-only columns, such as the title column with a menu, exist only
 * for SharePoint's own pages.
 */
function isUseful({ name, readOnly, calculated, lookup }: Definition): boolean {
  if (readOnly !== true || systemColumns.has(name)) return true;
  return Boolean(calculated) || Boolean(lookup?.listId);
}

function isMultiple({ choice, personOrGroup, lookup, term }: Definition): boolean {
  if (choice?.displayAs === 'checkBoxes') return true;
  return Boolean(
    personOrGroup?.allowMultipleSelection || lookup?.allowMultipleValues || term?.allowMultipleValues,
  );
}

const kinds: readonly (readonly [keyof Definition, ColumnKind])[] = [
  ['calculated', 'calculated'],
  ['text', 'text'],
  ['number', 'number'],
  ['currency', 'number'],
  ['choice', 'choice'],
  ['boolean', 'yes/no'],
  ['personOrGroup', 'person'],
  ['lookup', 'lookup'],
  ['hyperlinkOrPicture', 'link'],
  ['term', 'managed metadata'],
];

/**
 * Returns the kind of a column. Graph does not report that a column contains managed metadata, but each such column has
 * a hidden companion, named `Topic_0` for `Topic`.
 */
function kindOf(definition: Definition, hidden: ReadonlySet<string>): ColumnKind {
  const { dateTime, displayName } = definition;
  if (dateTime) return kindOfDates(dateTime);
  const [, kind] = kinds.find(([property]) => Boolean(definition[property])) ?? [];
  return kind ?? (hidden.has(`${displayName}_0`) ? 'managed metadata' : 'other');
}

/** Maps Graph's `outputType` to the kind of a calculated column's results. Dates are distinguished by their format. */
const resultKinds: Readonly<Record<string, ColumnKind>> = {
  boolean: 'yes/no',
  currency: 'number',
  number: 'number',
};

function kindOfResults({ calculated }: Definition): ColumnKind {
  const { outputType, format } = calculated ?? {};
  return outputType === 'dateTime' ? kindOfDates({ format }) : (resultKinds[outputType ?? ''] ?? 'text');
}

function kindOfDates({ format }: { readonly format?: string | null | undefined }): ColumnKind {
  return format === 'dateOnly' ? 'date' : 'date and time';
}

const several: Readonly<Partial<Record<ColumnKind, string>>> = {
  choice: 'several choices',
  person: 'people',
  lookup: 'lookup, several',
};

/** Describes the kind of a column, such as `several choices`. */
export function kindInWords({ kind, isMultiple, isPercentage }: ListColumn): string {
  if (isPercentage) return 'percentage';
  return (isMultiple ? several[kind] : undefined) ?? kind;
}
