import { parseUrl } from '../../base/text/parse-url.ts';
import { isRecord } from '../../base/is-record.ts';
import { createHtmlBudget, type HtmlBudget } from './html/html-budget.ts';
import { passage } from './untrusted.ts';

const MAX_STRING = 8_000;
const MAX_DEPTH = 20;
/** Replaces Exchange's own previews, which include hidden text. */
const PREVIEW = '(not shown; select body)';

/**
 * Properties to remove: protocol annotations other than an item's version and type, file content, and URLs that need no
 * sign-in.
 */
const noise = /^@microsoft\.graph\.|@odata\.(?!etag$|type$)|^(?:contentBytes|downloadUrl|uploadUrl)$/;
const preAuthenticated = /[?&](?:tempauth|access_token|sig)=/i;

/**
 * Prepares JSON from Graph for a model:
 * - removes empty values, protocol annotations, pre-authenticated URLs and file content,
 * - converts HTML to its visible text within the budget,
 * - cleans every string and truncates it at `longest` characters,
 * - describes where to find the rest of a nested list,
 * - adds the exact form of any name that cleaning changed or that has unusual white space.
 */
export function sanitiseJson(
  value: unknown,
  budget: HtmlBudget = createHtmlBudget(),
  longest = MAX_STRING,
  depth = 0,
): unknown {
  if (typeof value === 'string') return sanitiseString(value, longest);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '(nested too deeply to show)';
  if (Array.isArray(value)) return value.map((item) => sanitiseJson(item, budget, longest, depth + 1));
  if (!isRecord(value)) return undefined;
  if (isHtmlBody(value)) return passage(budget.textOf(value.content), longest);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, given]): [string, unknown][] => {
      if (isEmpty(given)) return [];
      if (isInnerLink(name, depth))
        return [[`${passage(name.split('@')[0] ?? '', 100)}@more`, describeInnerLink(given)]];
      if (noise.test(name)) return [];
      if (typeof given === 'string' && isHtmlProperty(name, value))
        return [[name, passage(budget.textOf(given), longest)]];
      const shown = name === 'bodyPreview' ? PREVIEW : sanitiseJson(given, budget, longest, depth + 1);
      const lost =
        value['id'] !== undefined &&
        names.has(name) &&
        typeof given === 'string' &&
        (given !== shown || easilyLost.test(given));
      return [[passage(name, 100), shown], ...(lost ? [encodedName(name, given)] : [])];
    }),
  );
}

/** Properties of SharePoint page parts and of automatic replies that contain HTML. */
const htmlProperties: ReadonlySet<string> = new Set([
  'innerHtml',
  'internalReplyMessage',
  'externalReplyMessage',
]);

/** In a mail tip, `message` is the automatic reply. The same object contains `messageLanguage`. */
function isHtmlProperty(name: string, owner: Readonly<Record<string, unknown>>): boolean {
  return htmlProperties.has(name) || (name === 'message' && isRecord(owner['messageLanguage']));
}

/** Properties whose values can identify an item in a path. */
const names: ReadonlySet<string> = new Set(['name', 'userPrincipalName']);
const LONGEST_NAME = 400;
/** White space that is easily lost when a name is copied. */
const easilyLost = /^\s|\s$|\s{2}/;

/**
 * Returns an extra property for a name that is not easy to copy exactly: the percent-encoded name, for use in a path.
 */
function encodedName(name: string, given: string): [string, string] {
  const whole = given.slice(0, LONGEST_NAME).toWellFormed();
  return [`${name}@encoded`, encodeURIComponent(whole)];
}

/** Whether this property links to the rest of a list nested in an item. `depth` 0 is the response itself. */
function isInnerLink(name: string, depth: number): boolean {
  return /^[^@]+@odata\.nextLink$/.test(name) || (depth > 0 && name === '@odata.nextLink');
}

/**
 * Describes where to find the rest of a nested list. A `$skip` in the link can be passed to `graph_get`. Opaque skip
 * tokens are omitted, because only cursors can carry them.
 */
function describeInnerLink(link: unknown): string {
  const url = typeof link === 'string' ? parseUrl(link) : undefined;
  const path = url?.pathname.replace(/^\/(?:v1\.0|beta)(?=\/)/, '');
  if (path === undefined || path.length > 1_000)
    return 'There are more items: read the full list at its own path.';
  const position = plainPosition(url?.searchParams ?? new URLSearchParams());
  return position === undefined
    ? `There are more: read ${passage(path, 1_000)} for the full list.`
    : `There are more: read ${passage(path, 1_000)} with query=${passage(position, 1_000)} for the rest.`;
}

/** Returns the `$skip` of a link and the options that determine its meaning; undefined if the link has no `$skip`. */
function plainPosition(options: URLSearchParams): string | undefined {
  if (!/^\d{1,9}$/.test(options.get('$skip') ?? '') || options.has('$skiptoken')) return undefined;
  const needed = ['$skip', '$filter', '$orderby', '$search'].flatMap((name) =>
    options.getAll(name).map((value) => `${name}=${encodeURIComponent(value)}`),
  );
  return needed.join('&');
}

function sanitiseString(value: string, longest: number): string {
  return preAuthenticated.test(value) ? '(pre-authenticated URL, not shown)' : passage(value, longest);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether the value is the HTML body of a message, event or post. */
function isHtmlBody(value: Readonly<Record<string, unknown>>): value is { content: string } {
  return typeof value.content === 'string' && String(value.contentType).toLowerCase() === 'html';
}
