import { ToolError } from '../../errors.ts';

const LONGEST_VALUE = 1_024;

/**
 * Builds a Graph path: `path`/me/messages/${id}`` percent-encodes every value, so that it stays one segment
 * (or, between single quotes, one OData string). Throws `ToolError('bad_argument')` for a value that could
 * walk out: empty, `.`, `..`, or one with a slash, backslash or control character.
 */
export function path(literals: TemplateStringsArray, ...values: readonly string[]): string {
  return literals.reduce((built, literal, index) => {
    const value = values[index - 1] ?? '';
    return built + (built.endsWith("'") ? encodeQuoted(value) : encodeSegment(value)) + literal;
  });
}

/**
 * Addresses a drive item by its path below the root of a drive: `/Plans/Q3` becomes `root:/Plans/Q3:`, the
 * top (empty or `/`) becomes `root`. Throws `ToolError('bad_argument')` like `path`.
 */
export function drivePath(folder: string): string {
  const segments = folder.split('/').filter((part) => part !== '');
  return segments.length === 0 ? 'root' : `root:/${segments.map(encodeSegment).join('/')}:`;
}

/** Characters that OData gives a meaning within a segment, such as `root:`, `range(address='A1')` and `$count`. */
const odataMeaning = /%(?:24|26|27|2B|2C|3A|3B|3D|40)/g;

/**
 * Brings a path that somebody else wrote into its one canonical form: every segment decoded once, checked and
 * encoded again, OData's own characters kept. Throws `ToolError('bad_argument')` for whatever is no plain path.
 */
export function canonicalPath(given: string): string {
  if (!given.startsWith('/') || given.startsWith('//')) {
    throw badPath('must begin with one slash, such as /me/messages; full URLs are not accepted');
  }
  if (/[?#]/.test(given)) throw badPath('must not hold ? or #; give query options as arguments of their own');
  const segments = given.slice(1).replace(/\/$/, '').split('/');
  return `/${segments.map((part) => encodeSegment(decodeSegment(part)).replace(odataMeaning, decodeURIComponent)).join('/')}`;
}

function encodeSegment(value: string): string {
  return encodeURIComponent(checkSegment(value)).replaceAll("'", '%27');
}

/** Within an OData string literal a quote is written twice. */
function encodeQuoted(value: string): string {
  return encodeURIComponent(checkSegment(value)).replaceAll("'", '%27%27');
}

function decodeSegment(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badPath('holds a percent sign that is no encoding; write it as %25');
  }
}

function checkSegment(value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw badPath('must not hold an empty part, "." or ".."');
  }
  // eslint-disable-next-line no-control-regex
  if (/[/\\\u0000-\u001f\u007f]|%(?:2e|2f|5c)/i.test(value)) {
    throw badPath('must not hold a slash, backslash or control character within one part, encoded or not');
  }
  if (value.length > LONGEST_VALUE || /\p{Surrogate}/u.test(value)) {
    throw badPath(`must hold only well-formed parts of at most ${LONGEST_VALUE} characters`);
  }
  return value;
}

function badPath(problem: string): ToolError {
  return new ToolError('bad_argument', `The id or path ${problem}. Nothing was asked of Microsoft Graph.`);
}
