import { describe, expect, it } from 'vitest';

import { configWith, envelope, legacy, modern, openEndpoint, post } from '../kit/mcp-endpoint.ts';

/**
 * Sends every message once to the fast path and once to the SDK, and expects identical answers. The messages include
 * those that the fast path must leave to the SDK.
 */
const legacyOf = (message: Record<string, unknown>, headers: Record<string, string> = {}) =>
  post({ jsonrpc: '2.0', id: 1, ...message }, headers);

const modernWith = (meta: Record<string, unknown>, headers: Record<string, string> = {}) =>
  post(
    { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { _meta: { ...envelope, ...meta } } },
    { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list', ...headers },
  );

const initialize = (params: Record<string, unknown>, headers?: Record<string, string>) =>
  legacyOf(
    {
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 't', version: '1' },
        ...params,
      },
    },
    headers,
  );

const call = (params: Record<string, unknown>) => legacy('tools/call', params);

const messages: readonly (readonly [string, () => Request])[] = [
  ['initialize 2025-11-25', () => initialize({})],
  ['initialize 2025-06-18', () => initialize({ protocolVersion: '2025-06-18' })],
  ['initialize 2025-03-26', () => initialize({ protocolVersion: '2025-03-26' })],
  ['initialize 2024-11-05', () => initialize({ protocolVersion: '2024-11-05' })],
  ['initialize with an unknown revision', () => initialize({ protocolVersion: '1999-01-01' })],
  ['initialize without a client', () => legacyOf({ method: 'initialize', params: {} })],
  ['initialize with a modern header', () => initialize({}, { 'mcp-protocol-version': '2026-07-28' })],
  [
    'initialize with many capabilities',
    () =>
      initialize({
        capabilities: {
          roots: { listChanged: true },
          sampling: { tools: {} },
          elicitation: { form: {}, url: {} },
          extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html'] } },
        },
      }),
  ],
  ['initialize with malformed capabilities', () => initialize({ capabilities: { roots: 7 } })],
  ['initialize with a malformed client', () => initialize({ clientInfo: { name: 5 } })],
  ['initialized', () => post({ jsonrpc: '2.0', method: 'notifications/initialized' })],
  ['initialized with an id', () => legacyOf({ method: 'notifications/initialized' })],
  ['cancelled', () => post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } })],
  ['ping', () => legacy('ping')],
  ['ping without a revision', () => legacyOf({ method: 'ping' })],
  ['ping with params', () => legacy('ping', { anything: 1 })],
  ['ping with a list of params', () => legacyOf({ method: 'ping', params: [] })],
  [
    'ping with an unknown revision',
    () => legacyOf({ method: 'ping' }, { 'mcp-protocol-version': 'nonsense' }),
  ],
  ['ping with a text id', () => legacyOf({ method: 'ping', id: 'ä"\\\n' })],
  ['ping with an empty id', () => legacyOf({ method: 'ping', id: '' })],
  ['ping with a malformed id', () => legacyOf({ method: 'ping', id: 1.5 })],
  ['ping without an id value', () => legacyOf({ method: 'ping', id: null })],
  ['ping with an extra member', () => legacyOf({ method: 'ping', extra: 1 })],
  ['ping in JSON-RPC 1', () => post({ jsonrpc: '1.0', id: 1, method: 'ping' })],
  ['modern ping', () => modern('ping')],
  ['discover', () => modern('server/discover')],
  ['discover without an envelope', () => legacy('server/discover')],
  ['list', () => legacy('tools/list')],
  ['list with empty params', () => legacy('tools/list', {})],
  ['list with a progress token', () => legacy('tools/list', { _meta: { progressToken: 'p', custom: 1 } })],
  ['list with a malformed progress token', () => legacy('tools/list', { _meta: { progressToken: {} } })],
  ['list with a cursor', () => legacy('tools/list', { cursor: 'abc' })],
  ['modern list', () => modern('tools/list')],
  ['modern list with a trace context', () => modernWith({ traceparent: 'x', progressToken: 3 })],
  ['modern list with a log level', () => modernWith({ 'io.modelcontextprotocol/logLevel': 'debug' })],
  [
    'modern list with malformed capabilities',
    () => modernWith({ 'io.modelcontextprotocol/clientCapabilities': 7 }),
  ],
  [
    'modern list with a malformed client',
    () => modernWith({ 'io.modelcontextprotocol/clientInfo': { name: 5 } }),
  ],
  ['modern list without a client', () => modernWith({ 'io.modelcontextprotocol/clientInfo': undefined })],
  ['modern list with a different method header', () => modernWith({}, { 'mcp-method': 'tools/call' })],
  [
    'modern list with a different revision header',
    () => modernWith({}, { 'mcp-protocol-version': '2025-11-25' }),
  ],
  [
    'modern list in a later revision',
    () =>
      modernWith(
        { 'io.modelcontextprotocol/protocolVersion': '2027-01-01' },
        { 'mcp-protocol-version': '2027-01-01' },
      ),
  ],
  [
    'modern header without an envelope',
    () => legacyOf({ method: 'tools/list', params: {} }, { 'mcp-protocol-version': '2026-07-28' }),
  ],
  ...['prompts/list', 'resources/list', 'resources/templates/list', 'skills/list'].flatMap(
    (method): (readonly [string, () => Request])[] => [
      [method, () => legacy(method)],
      [`${method} with a cursor`, () => legacy(method, { cursor: 'abc' })],
      [`${method} with odd params`, () => legacyOf({ method, params: [] })],
      [`modern ${method}`, () => modern(method)],
      [
        `modern ${method} with log level`,
        () => modern(method, { _meta: { ...envelope, 'io.modelcontextprotocol/logLevel': 'debug' } }),
      ],
    ],
  ),
  ['get an unknown prompt', () => legacy('prompts/get', { name: 'nothing' })],
  ['get an unknown prompt, modern', () => modern('prompts/get', { name: 'nothing' })],
  ['get an unknown skill', () => modern('skills/get', { uri: 'skill://nothing/SKILL.md' })],
  ['call', () => call({ name: 'read_note', arguments: { id: 'n1' } })],
  ['call with meta', () => call({ name: 'read_note', arguments: { id: 'n1' }, _meta: { progressToken: 1 } })],
  ['call as a task', () => call({ name: 'read_note', arguments: { id: 'n1' }, task: { ttl: 1 } })],
  ['call without arguments', () => call({ name: 'show_scopes' })],
  ['call with a list of arguments', () => call({ name: 'show_scopes', arguments: [] })],
  ['call with null for arguments', () => call({ name: 'show_scopes', arguments: null })],
  [
    'call with null for everything optional',
    () => call({ name: 'show_scopes', arguments: null, _meta: null }),
  ],
  ['call with arguments as text', () => call({ name: 'read_note', arguments: '{"id":"n1"}' })],
  ['list with null for params', () => legacyOf({ method: 'tools/list', params: null })],
  ['list with null for the cursor', () => legacy('tools/list', { cursor: null })],
  ['list with a malformed cursor', () => legacy('tools/list', { cursor: 7 })],
  ['modern list with null for the cursor', () => modern('tools/list', { cursor: null })],
  [
    'initialized with null for params',
    () => post({ jsonrpc: '2.0', method: 'notifications/initialized', params: null }),
  ],
  [
    'modern call with null for arguments',
    () => modern('tools/call', { name: 'show_scopes', arguments: null }),
  ],
  ['call with wrong arguments', () => call({ name: 'read_note', arguments: { id: 5, more: true } })],
  [
    'call with a __proto__ member',
    () => call({ name: 'read_note', arguments: JSON.parse('{"id":"1","__proto__":{}}') }),
  ],
  ['call without a name', () => call({})],
  ['call of an unknown tool', () => call({ name: 'raed_note' })],
  ['call of a tool with a malformed name', () => call({ name: 'ignore\nall rules' })],
  [
    'call that policy refuses',
    () => call({ name: 'loose_cannon', arguments: { method: 'DELETE', path: '/me' } }),
  ],
  ['call that changes something', () => call({ name: 'edit_note', arguments: { ids: ['1'], text: 't' } })],
  ['modern call', () => modern('tools/call', { name: 'read_note', arguments: { id: 'n1' } })],
  ['modern call without arguments', () => modern('tools/call', { name: 'show_scopes' })],
  ['modern call with wrong arguments', () => modern('tools/call', { name: 'read_note', arguments: {} })],
  ['modern call of an unknown tool', () => modern('tools/call', { name: 'nothing_like_it' })],
  [
    'modern call with input responses',
    () => modern('tools/call', { name: 'show_scopes', inputResponses: {}, requestState: 'x' }),
  ],
  [
    'modern call with an encoded name',
    () =>
      post(
        { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'show_scopes', _meta: envelope } },
        {
          'mcp-protocol-version': '2026-07-28',
          'mcp-method': 'tools/call',
          'mcp-name': `=?base64?${Buffer.from('show_scopes').toString('base64')}?=`,
        },
      ),
  ],
  [
    'modern call with another name in the header',
    () =>
      post(
        { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'show_scopes', _meta: envelope } },
        { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': 'read_note' },
      ),
  ],
  ['modern initialize', () => modern('initialize')],
  ['a listening client', () => modern('subscriptions/listen', { notifications: { toolsListChanged: true } })],
  ['an unknown method', () => legacy('no/such')],
  ['an unknown modern method', () => modern('no/such')],
  [
    'a batch',
    () =>
      post([
        { jsonrpc: '2.0', id: 1, method: 'ping' },
        { jsonrpc: '2.0', id: 2, method: 'ping' },
      ]),
  ],
  ['an empty batch', () => post([])],
  ['a response', () => post({ jsonrpc: '2.0', id: 1, result: {} })],
  ['a number', () => post(7)],
  ['null', () => post('null')],
  ['a message without a method', () => post({ jsonrpc: '2.0', id: 1 })],
];

describe('the fast path and the SDK', () => {
  it.each(messages)('return the same bytes: %s', async (_, request) => {
    const fast = await openEndpoint({ fastPath: true }).handle(request());
    const slow = await openEndpoint({ fastPath: false }).handle(request());
    expect(await whole(fast)).toEqual(await whole(slow));
  });

  it('send the same elicitation, except for the state', async () => {
    const elicitation = { form: {} };
    const _meta = { ...envelope, 'io.modelcontextprotocol/clientCapabilities': { elicitation } };
    const params = { name: 'send_note', arguments: { to: ['eve@evil.example'] }, _meta };
    const [fast, slow] = await Promise.all(
      [true, false].map(async (fastPath) => {
        const endpoint = openEndpoint({ fastPath, config: configWith({ externalSend: 'approve' }) });
        const text = await (await endpoint.handle(modern('tools/call', params))).text();
        return text.replace(/"requestState":"[\w-]{30}"/, '"requestState":""');
      }),
    );
    expect(fast).toContain('"requestState":""');
    expect(fast).toBe(slow);
  });
});

async function whole(response: Response): Promise<unknown> {
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}
