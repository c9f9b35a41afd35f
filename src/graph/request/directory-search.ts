/** Properties that a directory search supports. Any other name before a colon is part of the value. */
const properties =
  'appid|appdisplayname|companyname|department|description|displayname|employeeid|givenname|jobtitle|mail|mailnickname|officelocation|othermails|proxyaddresses|surname|userprincipalname';

const clauseStart = `(?:["(]|(?:${properties}):)`;
const operator = new RegExp(
  `\\s(and|or)\\s+(?=${clauseStart})|\\s(AND|OR)\\s|\\s(?=(?:${properties}):)`,
  'gi',
);
const namedClause = new RegExp(`^(${properties}|[a-z]\\w{1,60}):\\s?([\\s\\S]*)$`, 'i');

/** Collections whose objects have no address. */
const withoutAddresses =
  /^\/(?:directory|applications|devices|directoryRoles|servicePrincipals|administrativeUnits)\b/i;

/**
 * Converts a search to the form that the directory needs: `"displayName:ana" AND "mail:ana"`, with each clause in
 * quotes. Words without a property are searched for in the names and addresses of people and groups, and in the names
 * of other objects.
 */
export function directorySearch(path: string, text: string): string {
  const defaults = withoutAddresses.test(path) ? ['displayName'] : ['displayName', 'mail'];
  const parts = splitOutsideQuotes(unwrapped(text));
  return parts
    .map((part) => (/^(?:AND|OR)$/.test(part) ? part : clause(part, defaults, parts.length > 1)))
    .join(' ');
}

/** Removes quotes around an entire search with several clauses, such as `"displayName:ana OR mail:ana"`. */
function unwrapped(text: string): string {
  const inner = /^"([^"\\]*)"$/.exec(text)?.[1];
  return inner !== undefined && /\s(?:AND|OR)\s/.test(inner) ? inner : text;
}

/** Splits a search into clauses and operators. A space before a property counts as AND. */
function splitOutsideQuotes(text: string): readonly string[] {
  // Quoted text is masked with text of the same length, so that positions stay the same.
  const masked = text.replaceAll(/"(?:[^"\\]|\\[\s\S])*"/g, (quoted) => `"${'x'.repeat(quoted.length - 2)}"`);
  const parts: string[] = [];
  let from = 0;
  for (const found of masked.matchAll(operator)) {
    if (found[2] !== undefined && !/AND|OR/.test(found[2])) continue;
    const before = text.slice(from, found.index).trim();
    if (before !== '') parts.push(before);
    if (parts.length > 0) parts.push((found[1] ?? found[2] ?? 'AND').toUpperCase());
    from = found.index + found[0].length;
  }
  const rest = text.slice(from).trim();
  return rest === '' ? parts : [...parts, rest];
}

/** Quotes one clause. Brackets around the clause stay outside the quotes. */
function clause(part: string, defaults: readonly string[], isOneOfMany: boolean): string {
  const opening = /^\(*/.exec(part)?.[0] ?? '';
  const body = part.slice(opening.length);
  const surplus = Math.max(0, body.split(')').length - body.split('(').length);
  const closing = /\)*$/.exec(body)?.[0].slice(0, surplus) ?? '';
  const words = unquoted(body.slice(0, body.length - closing.length));
  const [, property, value = ''] = namedClause.exec(words) ?? [];
  if (property !== undefined) return `${opening}${quoted(property, unquoted(value))}${closing}`;
  const either = defaults.map((name) => quoted(name, words)).join(' OR ');
  return isOneOfMany && defaults.length > 1
    ? `${opening}(${either})${closing}`
    : `${opening}${either}${closing}`;
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(trimmed)?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? trimmed;
}

function quoted(property: string, value: string): string {
  return `"${property}:${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
