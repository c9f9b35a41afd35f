import { expect, it } from 'vitest';

import { answerBySdk } from '../../src/mcp/sdk.ts';
import type { Methods } from '../../src/mcp/methods.ts';
import { post, serverInfo } from '../kit/mcp-endpoint.ts';

const methods: Methods = {
  serverInfo,
  listTools: async () => [],
  serialiseTools: async () => Buffer.alloc(0),
  callTool: async () => ({ ok: true, result: { content: [{ type: 'text', text: 'done' }] } }),
  listPrompts: async () => [],
  getPrompt: async () => ({ ok: false, message: 'There are no prompts.' }),
  complete: async () => ({ values: [], hasMore: false }),
  listSkills: async () => [],
  getSkill: async () => ({ ok: false, message: 'There are no skills.' }),
  listResources: async () => [],
  listTemplates: async () => [],
  readResource: async () => ({ ok: false, message: 'There is nothing to read.' }),
  requestError: () => undefined,
};

const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'a' } };
const cancelled = { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } };
const ask = (message: unknown, limits: { ms: number; signal: AbortSignal }) =>
  answerBySdk(post(message), message, methods, limits);

it('the SDK endpoint answers 503 if a call never ends', async () => {
  const silent = { ...methods, callTool: () => new Promise<never>(() => {}) };
  const limits = { ms: 1, signal: new AbortController().signal };
  const response = await answerBySdk(post(call), call, silent, limits);
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});

it.each([
  ['first', [cancelled, call, { ...call, id: 'b' }]],
  ['between', [call, cancelled, { ...call, id: 'b' }]],
  ['last', [call, { ...call, id: 'b' }, cancelled]],
])(
  'the SDK endpoint answers every call in a batch that cancels one of its calls: %s',
  async (_place, batch) => {
    const response = await ask(batch, { ms: 5_000, signal: new AbortController().signal });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject([{ id: 1 }, { id: 'b' }]);
  },
);

it('the SDK endpoint accepts a batch of cancellations', async () => {
  const response = await ask([cancelled, cancelled], { ms: 5_000, signal: new AbortController().signal });
  expect([response.status, await response.text()]).toEqual([202, '']);
});

it('the SDK endpoint answers 503 without running anything if the client has disconnected', async () => {
  expect((await ask(call, { ms: 1_000, signal: AbortSignal.abort() })).status).toBe(503);
});

it('the SDK endpoint answers every message of a batch', async () => {
  const batch = [call, { ...call, id: 'b' }];
  const response = await ask(batch, { ms: 5_000, signal: new AbortController().signal });
  expect(await response.json()).toEqual([
    { jsonrpc: '2.0', id: 1, result: { content: [{ type: 'text', text: 'done' }] } },
    { jsonrpc: '2.0', id: 'b', result: { content: [{ type: 'text', text: 'done' }] } },
  ]);
});
