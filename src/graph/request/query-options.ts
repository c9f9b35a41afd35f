import { decodeIfValid } from '../../base/text/percent-decoded.ts';
import { ToolError } from '../../errors.ts';

const MAX_OPTIONS = 20;

/**
 * OData's own options, which Graph accepts with or without the dollar sign. `search` and `format` are left unchanged.
 */
const systemOptions = new Set([
  'apply',
  'compute',
  'count',
  'expand',
  'filter',
  'orderby',
  'select',
  'skip',
  'top',
]);
const positions = /^\$?(?:skiptoken|deltatoken|token)$/i;
const credentials = /^(?:access_?token|tempauth|sig|client_secret)$/i;

/**
 * Parses a query string, for example from a pasted URL. Throws `ToolError('bad_argument')` for options that cannot be
 * passed on to Graph.
 */
export function parseQuery(text: string): Record<string, string> {
  const pairs = splitOptions(text.replace(/^\?/, '')).filter((pair) => pair !== '');
  const options: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw badQuery('must consist of options in the form name=value, joined by &');
    const name = checkName(decodeIfValid(pair.slice(0, at)).trim());
    if (Object.hasOwn(options, name)) throw badQuery(`has the option ${name} twice`);
    options[name] = decodeIfValid(withSpaces(pair.slice(at + 1)));
  }
  return options;
}

/** Splits a query string at its ampersands, except for those within quotes, as in `displayName eq 'R&D'`. */
function splitOptions(text: string): readonly string[] {
  const parts = text.split('&', MAX_OPTIONS + 1);
  if (parts.length > MAX_OPTIONS) throw badQuery(`has more than ${MAX_OPTIONS} options`);
  const pairs: string[] = [];
  for (const part of parts) {
    const last = pairs.length - 1;
    const before = pairs[last];
    if (before !== undefined && hasOpenQuote(before) && !optionStart.test(part))
      pairs[last] = `${before}&${part}`;
    else pairs.push(part);
  }
  return pairs;
}

const optionStart = /^(?:\$|@|%24|%40)?[a-z][\w.]*=/i;

/** Whether the number of single quotes is odd. A quote within a string is doubled. */
function hasOpenQuote(text: string): boolean {
  return decodeIfValid(text).split("'").length % 2 === 0;
}

/** Merges options from several sources. Throws `ToolError('bad_argument')` if an option has two different values. */
export function mergeQuery(...sources: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const merged: Record<string, string> = {};
  for (const [name, value] of sources.flatMap((source) => Object.entries(source))) {
    if (Object.hasOwn(merged, name) && merged[name] !== value) throw badQuery(`has the option ${name} twice`);
    merged[name] = value;
  }
  return merged;
}

/** Converts a record of options to a query string that `parseQuery` accepts. */
export function formatQuery(options: Readonly<Record<string, unknown>>): string {
  return Object.entries(options)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${encode(name)}=${encode(String(value))}`)
    .join('&');
}

/** Returns an option's name as Graph writes it. Throws `ToolError('bad_argument')` if the option is not allowed. */
function checkName(name: string): string {
  if (positions.test(name)) {
    throw badQuery(
      `must not contain ${name}: to continue a list, call get_next_page with the cursor it returned`,
    );
  }
  if (credentials.test(name)) throw badQuery('must not contain credentials');
  if (/^@microsoft\.graph\.conflictBehavior$/i.test(name)) return '@microsoft.graph.conflictBehavior';
  if (!/^(?:\$|@)?[a-z]\w{0,59}$/i.test(name)) throw badQuery('contains a name that is not a query option');
  const plain = name.replace(/^\$/, '').toLowerCase();
  if (systemOptions.has(plain)) return `$${plain}`;
  return name.startsWith('$') ? `$${plain}` : name;
}

/**
 * Replaces plus signs with spaces if the value contains no other spaces. Plus signs stay in UTC offsets, in addresses and
 * before phone numbers, because models write them unencoded.
 */
function withSpaces(value: string): string {
  if (/\s|%20/.test(value)) return value;
  return value.replaceAll(/'(?:[^']|'')*'|T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?\+|\+/g, (part) =>
    /T\d\d:|@|^'\+/.test(part) ? part : part.replaceAll('+', ' '),
  );
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function badQuery(problem: string): ToolError {
  return new ToolError('bad_argument', `The query ${problem}. No request was sent to Microsoft Graph.`);
}
