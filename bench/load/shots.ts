import type { Shot } from './load.ts';

const MODERN = '2026-07-28';
const LEGACY = '2025-11-25';

/** A call that makes one Graph request and returns ten rows and a cursor for the next page. */
export const tenMessages = { name: 'list_messages', arguments: { top: 10 } };
/** A call that makes one Graph request and returns the last page, with nine rows. */
export const lastMessages = { name: 'list_messages', arguments: { folder: 'sentitems', top: 10 } };

/** Returns the request for an MCP method, in the modern or the legacy protocol revision. */
export function shot(
  token: string,
  method: string,
  options: { legacy?: boolean; params?: object } = {},
): Shot {
  const { legacy = false, params = {} } = options;
  const name = 'name' in params ? String(params.name) : undefined;
  const envelope = {
    'io.modelcontextprotocol/protocolVersion': MODERN,
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  return {
    path: '/mcp',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': legacy ? LEGACY : MODERN,
      ...(!legacy && { 'mcp-method': method, ...(name !== undefined && { 'mcp-name': name }) }),
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: legacy ? params : { ...params, _meta: envelope },
    }),
    expects: method === 'ping' ? '"result"' : method === 'tools/list' ? '"tools"' : '"content"',
  };
}
