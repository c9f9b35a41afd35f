import * as z from 'zod';

import { isRecord } from '../../base/is-record.ts';
import { listInText, recordInText } from '../../base/json-text.ts';
import { ToolError } from '../../errors.ts';
import type { Target } from '../../graph/request/pasted-address.ts';
import type { GraphRequest } from '../../graph/request/graph-request.ts';
import { formatQuery, mergeQuery, parseQuery } from '../../graph/request/query-options.ts';
import { readTarget } from '../../graph/request/read.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { onlyReads } from '../../policy/path-rules.ts';
import { renderContent, renderStreamed } from './shared/content-answer.ts';
import { contentAt } from './shared/content-path.ts';
import { renderPage } from './shared/json-page.ts';
import { findOperation, parseRequestAddress } from './shared/operation-name.ts';
import { jsonBody } from './shared/written-json.ts';

const option = (what: string) => z.string().min(1).max(2_000).optional().describe(what);

/** An option whose value is a list, given as text or as a list of strings. */
const listOption = (what: string) =>
  z
    .preprocess(joined, z.string().min(1).max(2_000).optional())
    .meta({ type: 'string', minLength: 1, maxLength: 2_000 })
    .optional()
    .describe(what);

/** Joins a list of strings with commas. The list can be given as JSON. An empty list counts as an omitted option. */
function joined(given: unknown): unknown {
  const list = typeof given === 'string' ? listInText(given) : given;
  if (!Array.isArray(list) || list.some((one) => typeof one !== 'string')) return given;
  return list.filter((one) => one !== '').join(',') || undefined;
}

/** Converts options that are given as a record, either as an object or as JSON, to a query string. */
function queryText(given: unknown): unknown {
  const options = typeof given === 'string' ? recordInText(given) : given;
  return isRecord(options) ? formatQuery(options) : given;
}

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
      .describe('A path such as /me/manager or /users/{id}/memberOf, or a pasted Graph or SharePoint URL.'),
    select: listOption('$select: properties, comma-separated.'),
    filter: option("$filter, such as startswith(displayName,'A')."),
    search: option('$search: words, or property:words.'),
    orderby: listOption('$orderby.'),
    expand: listOption('$expand.'),
    top: z.int().min(1).max(999).optional().describe('$top.'),
    body: jsonBody('Only for POSTs that read, such as /search/query.').optional(),
    query: z
      .preprocess((given) => queryText(given), z.string().max(4_000))
      .meta({ type: 'string', maxLength: 4_000 })
      .optional()
      .describe('Other options: startDateTime=2026-11-21&$skip=10'),
  },
  async run({ path, search, query, body, ...given }, call) {
    const target = parseRequestAddress(path, call);
    checkBody(target, body, call);
    const options = mergeQuery(
      target.query,
      parseQuery(query ?? ''),
      Object.fromEntries(
        Object.entries({ ...given, search }).flatMap(([name, value]) =>
          value === undefined ? [] : [[`$${name}`, String(value)]],
        ),
      ),
    );
    const request: GraphRequest = {
      ...readTarget(target, options),
      ...(body !== undefined && { method: 'POST', body }),
    };
    const content = body === undefined ? contentAt(target.path, call) : undefined;
    if (content !== undefined) return renderContent(content, request, call);
    try {
      return await renderPage(await call.page(request), options['$expand'] ?? '');
    } catch (error) {
      const isReport = /^\/reports\//i.test(target.path);
      if (!isReport || !(error instanceof ToolError && error.code === 'redirected')) throw error;
      return renderStreamed(request, call);
    }
  },
});

/** Throws if a POST that only reads has no body, or if a body is given for a path that accepts no such POST. */
function checkBody(target: Target, body: unknown, call: ToolCall): void {
  const isPost = onlyReads({ method: 'POST', path: target.path });
  if (body !== undefined && !isPost) {
    throw new ToolError(
      'bad_argument',
      'This path does not accept a read-only POST request. Leave out body, or call graph_write if you want to change something.',
    );
  }
  if (body === undefined && isPost && findOperation('GET', target, call) === undefined) {
    throw new ToolError(
      'bad_argument',
      'This operation is a POST request that only reads. Call again with its body.',
    );
  }
}
