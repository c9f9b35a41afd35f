import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { formatQuery } from '../../graph/request/query-options.ts';
import { onlyReads } from '../../policy/path-rules.ts';
import { fetchAll, graphRead, line, queryParams, word } from './legacy-arguments.ts';
import { defineLegacyTool } from './legacy-tool.ts';

/** Runs `graph_get` or `graph_write`, because policy and clients treat reads and writes differently. */
export const graphApi = defineLegacyTool({
  name: 'microsoft-graph-api',
  about: 'Call Microsoft Graph: GET like graph_get, other methods like graph_write.',
  input: {
    path: line('Example: /me/messages.'),
    method: z.enum(['get', 'post', 'put', 'patch', 'delete']).default('get').describe('HTTP method.'),
    queryParams: queryParams(),
    body: z
      .record(z.string().max(200), z.unknown())
      .meta({ type: 'object', additionalProperties: true, maxProperties: 200 })
      .optional()
      .describe('Body.'),
    graphApiVersion: z.enum(['v1.0', 'beta']).optional().describe('Default: v1.0.'),
    apiType: z.enum(['graph', 'azure']).optional().describe('Must be graph.'),
    apiVersion: word('Only for azure.').optional(),
    subscriptionId: word('Only for azure.').optional(),
    fetchAll: fetchAll(),
    consistencyLevel: word('Ignored: set automatically.').optional(),
  },
  tools: ['graph_write', 'graph_get'],
  confirms: true,
  choose: ({ method = 'get', path }) => [isRead(method, path) ? 'graph_get' : 'graph_write'],
  convert: ({ apiType, path, method, queryParams: options, body, graphApiVersion }, chosen) => {
    if (apiType === 'azure')
      throw new ToolError('bad_argument', 'apiType must be graph; Azure Resource Manager is not supported');
    const address = graphApiVersion === 'beta' && path.startsWith('/') ? `/beta${path}` : path;
    if (chosen === 'graph_get') return { ...graphRead(address, options), body };
    const query = formatQuery(options ?? {});
    const separator = address.includes('?') ? '&' : '?';
    return {
      method: method.toUpperCase(),
      path: query === '' ? address : `${address}${separator}${query}`,
      body,
    };
  },
});

/** Returns whether a request only reads. Some POST requests, such as searches, also only read. */
function isRead(method: unknown, path: unknown): boolean {
  const isGet = typeof method === 'string' && method.trim().toLowerCase() === 'get';
  if (isGet || method !== 'post' || typeof path !== 'string') return isGet;
  const [plain = ''] = path.replace(/^\/(?:v1\.0|beta)(?=\/)/, '').split('?');
  return onlyReads({ method: 'POST', path: plain });
}
