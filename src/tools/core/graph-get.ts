import * as z from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { ToolError } from '../../errors.ts';
import { searchRequest } from '../../graph/request/search-clause.ts';
import { canonicalPath } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type Page, type ToolResult } from '../define.ts';
import { describeRest } from '../output/table.ts';
import { fence } from '../output/untrusted.ts';
import { createHtmlBudget } from '../output/html/html-budget.ts';
import { sanitiseJson } from '../output/sanitise-json.ts';

/** In characters; about 6,000 tokens. */
const MAX_RESULT = 20_000;

const option = (what: string) => z.string().min(1).max(2_000).optional().describe(what);

export const graphGet = defineTool({
  name: 'graph_get',
  title: 'Read from Graph',
  area: 'core',
  order: 20,
  presets: ['core', 'default', 'lite'],
  about: 'Call any read-only Microsoft Graph v1.0 operation. Use it when no other tool fits.',
  intents: [
    'call the Graph API',
    'GET from Microsoft Graph',
    'who is my manager',
    'read a property that no other tool shows',
    'query Graph with a filter',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  operation: 'GET',
  example: { as: 'ana.silva', args: { path: '/me/manager', select: 'displayName' } },
  input: {
    path: z
      .string()
      .min(2)
      .max(2_000)
      .describe('Such as /me/manager or /users/{id}/memberOf, without a query.'),
    select: option('$select: properties, comma-separated.'),
    filter: option("$filter, such as startswith(displayName,'A')."),
    search: option('$search: words, or property:words.'),
    orderby: option('$orderby.'),
    expand: option('$expand.'),
    top: z.int().min(1).max(999).optional().describe('$top.'),
  },
  async run({ path, select, filter, search, ...options }, call) {
    const { version, below } = splitVersion(canonicalPath(path));
    if (/^\/\$batch$/i.test(below)) {
      throw new ToolError('bad_argument', 'graph_get does not send batches. Make the requests one by one.');
    }
    const parts = {
      ...options,
      ...(select !== undefined && { select: [select] }),
      ...(filter !== undefined && { filter: [filter] }),
    };
    const found = search === undefined ? { path: below, query: {} } : searchRequest(below, search);
    const request = read(found.path, parts, { headers: prefer(immutableIds), parameters: found.query });
    return renderPage(await call.page({ ...request, version }));
  },
});

/** Models often include the version in the path. Policy decides whether `beta` is allowed. */
function splitVersion(path: string): { version: 'v1.0' | 'beta'; below: string } {
  const [, version, below] = /^\/(v1\.0|beta)(\/.+)$/.exec(path) ?? [];
  return { version: version === 'beta' ? 'beta' : 'v1.0', below: below ?? path };
}

function renderPage(page: Page): Promise<ToolResult> | ToolResult {
  const { body } = page.answer;
  const items = isRecord(body) ? body['value'] : undefined;
  if (Array.isArray(items)) return renderItems(items, page);
  if (body === undefined) return { text: 'Microsoft Graph returned an empty response.' };
  const whole = JSON.stringify(sanitiseJson(body));
  const note =
    whole.length > MAX_RESULT ? `Cut after ${MAX_RESULT} of ${whole.length} characters: use select.\n` : '';
  return { text: note + fence(whole.slice(0, MAX_RESULT)) };
}

/** Returns as many complete items as fit, one per line; a cursor continues with the rest. */
async function renderItems(items: readonly unknown[], page: Page): Promise<ToolResult> {
  const lines = linesThatFit(items.slice(page.from));
  const end = page.from + lines.length;
  const cursor = end < items.length ? await page.cursorFrom(end) : page.cursor;
  const follows = describeRest({ ...page, cursor });
  if (lines.length === 0) return { text: `Microsoft Graph returned an empty list. ${follows}` };
  return { text: `${lines.length} items. ${follows}\n${fence(lines.join('\n'))}` };
}

function linesThatFit(items: readonly unknown[]): readonly string[] {
  const lines: string[] = [];
  const budget = createHtmlBudget();
  let length = 0;
  for (const item of items) {
    const line = JSON.stringify(sanitiseJson(item, budget));
    length += line.length + 1;
    if (length > MAX_RESULT && lines.length > 0) break;
    lines.push(line.slice(0, MAX_RESULT));
  }
  return lines;
}
