import { percentDecoded } from '../../base/text/percent-decoded.ts';
import { ToolError } from '../../errors.ts';

const LONGEST_VALUE = 1_024;

/**
 * Builds a Graph path: `path`/me/messages/${id}`` percent-encodes every value, so that it stays one segment (or,
 * between single quotes, one OData string). Throws `ToolError('bad_argument')` for a value that could escape from its
 * segment: an empty string, `.`, `..`, or a value with a slash, backslash or control character.
 */
export function path(literals: TemplateStringsArray, ...values: readonly string[]): string {
  return literals.reduce((built, literal, index) => {
    const value = values[index - 1] ?? '';
    return built + (built.endsWith("'") ? encodeQuoted(value) : encodeSegment(value)) + literal;
  });
}

/**
 * Addresses a drive item by its path from the root of the drive: `/Plans/Q3` becomes `root:/Plans/Q3:`, and the root
 * itself (empty or `/`) becomes `root`. With the id of a folder, the path is relative to that folder. Throws
 * `ToolError('bad_argument')` like `path`, and also for a colon, even a percent-encoded one, because Graph would end
 * the path there and use another item.
 */
export function drivePath(folder: string, id?: string): string {
  const start = id === undefined ? 'root' : `items/${encodeSegment(id)}`;
  const segments = folder.split('/').filter((part) => part !== '');
  if (segments.some((name) => name.includes(':'))) {
    throw badPath('must not contain a colon, because names of files and folders cannot contain one');
  }
  return segments.length === 0 ? start : `${start}:/${segments.map(encodeSegment).join('/')}:`;
}

/** Percent-encoded characters that have a meaning in OData, as in `root:`, `range(address='A1')` and `$count`. */
const odataMeaning = /%(?:24|26|27|2B|2C|3A|3B|3D|40)/g;

/**
 * Converts an external path to its canonical form. Decodes each segment once, checks it and encodes it again, except
 * for characters that OData uses. Characters that should have been encoded, such as `#` and a lone percent sign, count
 * as part of a name. Throws `ToolError('bad_argument')` for anything that is not a plain path.
 */
export function canonicalPath(given: string): string {
  if (!given.startsWith('/') || given.startsWith('//')) {
    throw badPath('must begin with one slash, such as /me/messages');
  }
  if (given.includes('?')) throw badPath('must not contain ?; pass query options as separate arguments');
  const segments = given.slice(1).replace(/\/$/, '').split('/');
  return `/${segments.map((part) => encodeSegment(doubleQuotes(decodeSegment(part))).replace(odataMeaning, decodeURIComponent)).join('/')}`;
}

function encodeSegment(value: string): string {
  return encodeURIComponent(checkSegment(value)).replaceAll("'", '%27');
}

/** Encodes a value for use inside an OData string literal, with quotes doubled. */
function encodeQuoted(value: string): string {
  return encodeURIComponent(checkSegment(value)).replaceAll("'", '%27%27');
}

/**
 * Decodes a segment once. Keeps the percent signs if none of them encodes a character. Throws
 * `ToolError('bad_argument')` if only some of them encode a character.
 */
function decodeSegment(part: string): string {
  let decodes = false;
  let isLone = false;
  const decoded = part.replaceAll(/(?:%[0-9a-f]{2})+|%/gi, (run) => {
    const text = percentDecoded(run);
    if (text === undefined) isLone = true;
    else decodes = true;
    return text ?? run;
  });
  if (isLone && decodes) {
    throw badPath(
      'is ambiguous: some percent signs encode a character and others do not; write a literal % as %25',
    );
  }
  return decoded;
}

/** Matches a function with a single string argument, such as `search(q='it's')`. */
const functionOfText = /^(\w+\(\w+=')(.*)('\))$/s;

/** Doubles quotes within the string argument of a function, unless they are doubled already. */
function doubleQuotes(segment: string): string {
  return segment.replace(
    functionOfText,
    (_whole, before: string, text: string, after: string) => before + text.replaceAll(/''|'/g, "''") + after,
  );
}

function checkSegment(value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw badPath('must not contain an empty segment, "." or ".."');
  }
  // eslint-disable-next-line no-control-regex
  if (/[/\\\u0000-\u001f\u007f]|%(?:2e|2f|5c)/i.test(value)) {
    throw badPath(
      'must not contain a slash, backslash or control character within a segment, encoded or not',
    );
  }
  if (value.length > LONGEST_VALUE || /\p{Surrogate}/u.test(value)) {
    throw badPath(`must contain only well-formed segments of at most ${LONGEST_VALUE} characters`);
  }
  return value;
}

function badPath(problem: string): ToolError {
  return new ToolError('bad_argument', `The id or path ${problem}. No request was sent to Microsoft Graph.`);
}
