import { textOf } from '../../tenant/markup.ts';
import type { Entity } from '../../tenant/tenant-store.ts';
import { badRequest } from '../graph-errors.ts';
import { compare } from './compare-values.ts';
import { hasPhrase, hasWords, parseDirectorySearch, parseKeywords, unquote } from './search-syntax.ts';
import type { EntityType } from './entity-type.ts';

const MAX_LENGTH = 2_000;

/**
 * Returns the rows that match `$search`. Mail is sorted newest first. Throws 400 if the type does not support
 * `$search`.
 */
export function searchRows(type: EntityType, rows: readonly Entity[], search: string): readonly Entity[] {
  if (search.length > MAX_LENGTH) throw badRequest('The search query is too long.');
  if (type.search === 'directory') return rows.filter(parseDirectorySearch(search, matchesDirectory));
  if (type.search === 'people')
    return rows.filter((row) => {
      const words = unquote(search);
      return hasWords(String(row.displayName), words) || hasWords(String(row.userPrincipalName), words);
    });
  if (type.search === 'mail') return searchItems(rows, unquote(search));
  throw badRequest(`The query option '$search' is not supported for ${type.name}.`);
}

/** Returns the messages or events that match a KQL query, newest first. */
export function searchItems(rows: readonly Entity[], query: string): readonly Entity[] {
  const found = rows.filter(parseKeywords(query, matchesItem));
  return found.toSorted((a, b) => compare(b.receivedDateTime, a.receivedDateTime) || 0);
}

/**
 * Returns whether a row matches. In names and descriptions, each word of the value must be a prefix of a word in the
 * property. Any other property must start with the whole value.
 */
function matchesDirectory(row: Entity, property: string, value: string): boolean {
  const text = row[property];
  if (typeof text !== 'string') return false;
  if (property === 'displayName' || property === 'description') return hasWords(text, value);
  return text.toLowerCase().startsWith(value.toLowerCase());
}

type Reader = (row: Entity) => string;

const address = (value: unknown): string => {
  const { emailAddress } = (value ?? {}) as { emailAddress?: { name?: string; address?: string } };
  return `${emailAddress?.name ?? ''} ${emailAddress?.address ?? ''}`;
};
const addresses = (value: unknown): string => (Array.isArray(value) ? value.map(address).join(' ') : '');
const word = (value: unknown): string => (typeof value === 'string' ? value : '');
const bodyText: Reader = (row) => textOf((row.body as { content?: string } | undefined)?.content ?? '');
const attachmentNames: Reader = (row) =>
  ((row.$attachments as { name?: string }[] | undefined) ?? []).map(({ name }) => name ?? '').join(' ');

const readers: Readonly<Record<string, Reader>> = {
  from: (row) => `${address(row.from)} ${address(row.organizer)}`,
  to: (row) => addresses(row.toRecipients),
  cc: (row) => addresses(row.ccRecipients),
  bcc: (row) => addresses(row.bccRecipients),
  participants: (row) =>
    [
      address(row.from),
      addresses(row.toRecipients),
      addresses(row.ccRecipients),
      addresses(row.attendees),
    ].join(' '),
  subject: (row) => word(row.subject),
  body: bodyText,
  attachment: attachmentNames,
  importance: (row) => word(row.importance),
  category: (row) => (Array.isArray(row.categories) ? row.categories.join(' ') : ''),
};

/** Returns the text in which Graph looks for query words that have no property. */
const everywhere: Reader = (row) =>
  [readers.from!(row), readers.to!(row), word(row.subject), bodyText(row), attachmentNames(row)].join('\n');

function matchesItem(row: Entity, property: string | undefined, value: string): boolean {
  if (property === undefined)
    return value.includes(' ') ? hasPhrase(everywhere(row), value) : hasWords(everywhere(row), value);
  if (property === 'received' || property === 'sent') return matchesDate(word(row.receivedDateTime), value);
  if (property === 'hasattachment' || property === 'hasattachments')
    return String(row.hasAttachments) === value.toLowerCase();
  if (property === 'isread') return String(row.isRead) === value.toLowerCase();
  const read = readers[property];
  if (!read) return hasWords(everywhere(row), `${property} ${value}`);
  const text = read(row);
  return text.toLowerCase().includes(value.toLowerCase()) || hasWords(text, value);
}

/** Returns whether a date matches a value such as `2026-11-20`, `>=2026-11-20` or `2026-11-01..2026-11-20`. */
function matchesDate(timestamp: string, value: string): boolean {
  const day = timestamp.slice(0, 10);
  const range = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(value);
  if (range) return day >= (range[1] ?? '') && day <= (range[2] ?? '');
  const [, sign = '=', date = ''] = /^(>=|<=|>|<|=)?(.*)$/.exec(value) ?? [];
  const at = date.includes('T') ? timestamp.slice(0, date.length - 1) : day;
  const limit = date.replace(/Z$/, '');
  if (sign === '>=') return at >= limit;
  if (sign === '<=') return at <= limit;
  if (sign === '>') return at > limit;
  return sign === '<' ? at < limit : at === limit;
}
