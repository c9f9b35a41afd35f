import { z } from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { ToolError } from '../../errors.ts';
import { searchPhrase } from '../../graph/request/odata.ts';
import { canonicalPath } from '../../graph/request/graph-path.ts';
import { immutableIds, prefer } from '../../graph/request/prefer.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool, type Page, type ToolResult } from '../define.ts';
import { whatFollows } from '../output/table.ts';
import { fenced } from '../output/untrusted.ts';
import { tidy } from '../output/sanitise-json.ts';

/** About 6,000 tokens. */
const LONGEST_RESULT = 20_000;

const option = (what: string) => z.string().min(1).max(2_000).optional().describe(what);

/** Reads whatever Graph offers to GET, for what no other tool covers. */
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
    path: z.string().min(2).max(2_000).describe('Such as /me/manager or /users/{id}/memberOf; no query.'),
    select: option('$select: properties, comma-separated.'),
    filter: option("$filter, such as startswith(displayName,'A')."),
    search: option('$search: words, or property:words.'),
    orderby: option('$orderby.'),
    expand: option('$expand.'),
    top: z.int().min(1).max(999).optional().describe('$top.'),
  },
  async run({ path, select, filter, search, ...options }, call) {
    const { version, below } = versioned(canonicalPath(path));
    if (/^\/\$batch$/i.test(below)) {
      throw new ToolError('bad_argument', 'A batch is not one read. Ask for its parts one by one.');
    }
    const parts = {
      ...options,
      ...(select !== undefined && { select: [select] }),
      ...(filter !== undefined && { filter: [filter] }),
      ...(search !== undefined && { search: search.startsWith('"') ? search : searchPhrase(search) }),
    };
    return shown(await call.page({ ...read(below, parts, { headers: prefer(immutableIds) }), version }));
  },
});

/** People write the version along; `beta` goes on as such, for policy to decide. */
function versioned(path: string): { version: 'v1.0' | 'beta'; below: string } {
  const [, version, below] = /^\/(v1\.0|beta)(\/.+)$/.exec(path) ?? [];
  return { version: version === 'beta' ? 'beta' : 'v1.0', below: below ?? path };
}

function shown(page: Page): Promise<ToolResult> | ToolResult {
  const { body } = page.answer;
  const items = isRecord(body) ? body['value'] : undefined;
  if (Array.isArray(items)) return shownItems(items, page);
  if (body === undefined) return { text: 'Microsoft Graph answered with nothing.' };
  const whole = JSON.stringify(tidy(body));
  const note =
    whole.length > LONGEST_RESULT
      ? `Cut after ${LONGEST_RESULT} of ${whole.length} characters: use select.\n`
      : '';
  return { text: note + fenced(whole.slice(0, LONGEST_RESULT)) };
}

/** As many whole items as fit, one a line; a cursor leads to those that do not, as to those of the next page. */
async function shownItems(items: readonly unknown[], page: Page): Promise<ToolResult> {
  const lines = linesThatFit(items.slice(page.from));
  const end = page.from + lines.length;
  const cursor = end < items.length ? await page.cursorFrom(end) : page.cursor;
  const follows = whatFollows({ ...page, cursor });
  if (lines.length === 0) return { text: `Microsoft Graph answered with an empty list. ${follows}` };
  return { text: `${lines.length} items. ${follows}\n${fenced(lines.join('\n'))}` };
}

function linesThatFit(items: readonly unknown[]): readonly string[] {
  const lines: string[] = [];
  let length = 0;
  for (const item of items) {
    const line = JSON.stringify(tidy(item));
    length += line.length + 1;
    if (length > LONGEST_RESULT && lines.length > 0) break;
    lines.push(line.slice(0, LONGEST_RESULT));
  }
  return lines;
}
