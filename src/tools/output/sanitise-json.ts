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
 * Prepares JSON from Graph for a model: removes empty values, protocol annotations, pre-authenticated URLs and file
 * content, converts HTML to its visible text within the budget, and cleans and truncates every string.
 */
export function sanitiseJson(value: unknown, budget: HtmlBudget = createHtmlBudget(), depth = 0): unknown {
  if (typeof value === 'string') return sanitiseString(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '(nested too deeply to show)';
  if (Array.isArray(value)) return value.map((item) => sanitiseJson(item, budget, depth + 1));
  if (!isRecord(value)) return undefined;
  if (isHtmlBody(value)) return passage(budget.textOf(value.content), MAX_STRING);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, given]) => !isEmpty(given) && !noise.test(name))
      .map(([name, given]) => [
        passage(name, 100),
        name === 'bodyPreview' ? PREVIEW : sanitiseJson(given, budget, depth + 1),
      ]),
  );
}

function sanitiseString(value: string): string {
  return preAuthenticated.test(value) ? '(pre-authenticated URL, not shown)' : passage(value, MAX_STRING);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Whether this is the HTML body of a message, event or post. */
function isHtmlBody(value: Readonly<Record<string, unknown>>): value is { content: string } {
  return typeof value.content === 'string' && String(value.contentType).toLowerCase() === 'html';
}
