import { isRecord } from '../../../base/is-record.ts';
import type { HtmlBudget } from '../../output/html/html-budget.ts';
import type { ListColumn } from './columns.ts';
import { dayOf, timeOf } from './field-dates.ts';

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
  if (column.kind === 'date') return dayOf(text, iana);
  if (column.kind === 'date and time') return timeOf(text, iana);
  return column.isHtml ? budget.textOf(text) : text;
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
