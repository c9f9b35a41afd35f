import { describe, expect, it } from 'vitest';

import { parseMessage } from '../../../src/mcp/fast-path/parse-message.ts';
import { envelope, legacy, modern, post } from '../../kit/mcp-endpoint.ts';

const read = async (request: Request) => parseMessage(request.headers, await request.json());

describe('a message for the fast path', () => {
  it.each([
    ['ping', () => legacy('ping')],
    ['tools/list', () => legacy('tools/list', { _meta: { progressToken: 1 } })],
    ['tools/call', () => legacy('tools/call', { name: 'read_note', arguments: {} })],
    ['tools/list', () => modern('tools/list')],
    ['tools/call', () => modern('tools/call', { name: 'read_note', arguments: { id: '1' } })],
    ['server/discover', () => modern('server/discover')],
    ['notifications/initialized', () => post({ jsonrpc: '2.0', method: 'notifications/initialized' })],
    [
      'initialize',
      () =>
        post({
          jsonrpc: '2.0',
          id: 0,
          method: 'initialize',
          params: {
            protocolVersion: '2025-06-18',
            capabilities: { elicitation: {}, roots: { listChanged: true } },
            clientInfo: { name: 'claude-code', version: '2', title: 'Claude Code' },
          },
        }),
    ],
  ])('can be a plain %s', async (method, request) => {
    expect(await read(request())).toMatchObject({ method });
  });

  it.each([
    ['a batch', () => post([{ jsonrpc: '2.0', id: 1, method: 'ping' }])],
    ['a cursor', () => legacy('tools/list', { cursor: 'x' })],
    ['a fractional id', () => post({ jsonrpc: '2.0', id: 1.5, method: 'ping' })],
    ['an extra member', () => post({ jsonrpc: '2.0', id: 1, method: 'ping', extra: true })],
    [
      'an unknown revision',
      () => post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { 'mcp-protocol-version': 'x' }),
    ],
    [
      'a log level',
      () => modern('tools/list', { _meta: { ...envelope, 'io.modelcontextprotocol/logLevel': 'x' } }),
    ],
    ['a name that needs encoding', () => modern('tools/call', { name: 'Grüße' })],
    ['the answer to an elicitation', () => modern('tools/call', { name: 'a', requestState: 'x' })],
    ['a ping in revision 2026-07-28', () => modern('ping')],
  ])('cannot be or contain %s', async (_, request) => {
    expect(await read(request())).toBeUndefined();
  });

  it.each(['mcp-method', 'mcp-name', 'mcp-protocol-version'])('must have the %s header', async (header) => {
    const request = modern('tools/call', { name: 'read_note', arguments: {} });
    request.headers.delete(header);
    expect(await read(request)).toBeUndefined();
  });
});
