import { isRecord } from '../../../base/is-record.ts';
import type { HtmlBudget } from '../../output/html/html-budget.ts';
import type { ListColumn } from './columns.ts';
import { dayOf, timeOf } from './field-dates.ts';
import { percentageOf } from './percentage.ts';

/** Maps internal column names to an item's values, as Graph returns them. */
export type Fields = Readonly<Record<string, unknown>>;

export type ShowOptions = { readonly iana: string; readonly budget: HtmlBudget };

/** Returns the value of a column as text: people and lookups by name, dates in the mailbox's zone. */
export function showValue(column: ListColumn, fields: Fields, options: ShowOptions): string {
  const value = fields[column.id];
  if (value === undefined || value === null || value === '') return numberOnly(column, fields);
  if (Array.isArray(value)) return value.map((one) => oneValue(column, one, options)).join(', ');
  return oneValue(column, value, options);
}

/** Shows only the lookup id if there is no name, for example for a person who has left the organisation. */
function numberOnly({ id }: ListColumn, fields: Fields): string {
  const number = fields[`${id}LookupId`];
  return typeof number === 'string' || typeof number === 'number' ? `no. ${number}` : '';
}

function oneValue(column: ListColumn, value: unknown, { iana, budget }: ShowOptions): string {
  if (isRecord(value)) return nameIn(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  switch (column.valueKind) {
    case 'date':
      return dayOf(text, iana);
    case 'date and time':
      return timeOf(text, iana);
    case 'number':
      return numberInWords(column, text);
    case 'yes/no':
      return text === '1' ? 'yes' : text === '0' ? 'no' : text;
    default:
      return column.isHtml ? budget.textOf(text) : text;
  }
}

/** Formats a number. Graph can return the result of a calculated column as text such as `3.00000000000000`. */
function numberInWords({ isPercentage }: ListColumn, text: string): string {
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return isPercentage ? percentageOf(number) : String(number);
}

/** Returns the name in a reference, a term or a link. Returns any other value as JSON. */
function nameIn(value: Fields): string {
  const { LookupValue: name, Label: label, Url: url, Description: description, DisplayName: place } = value;
  if (typeof url === 'string')
    return typeof description === 'string' && description !== '' && description !== url
      ? `${description} (${url})`
      : url;
  const known = [name, label, place].find((one) => typeof one === 'string');
  return typeof known === 'string' ? known : JSON.stringify(value);
}
