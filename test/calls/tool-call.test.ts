import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createCursors } from '../../src/calls/cursors.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { getNextPage } from '../../src/tools/core/get-next-page.ts';
import { defineTool, type ToolCall, type ToolResult } from '../../src/tools/define.ts';
import { openSealer } from '../kit/sealer.ts';
import { configWith, modern, openEndpoint, textOf } from '../kit/mcp-endpoint.ts';

const ORIGIN = 'https://graph.microsoft.com';

/** Creates a read tool with the given behaviour. */
const readingTool = (
  name: string,
  run: (args: { n?: number | undefined }, call: ToolCall) => Promise<ToolResult>,
) =>
  defineTool({
    name,
    title: name,
    area: 'mail',
    presets: ['default'],
    about: `Run ${name}.`,
    intents: [],
    kind: 'read',
    openWorld: true,
    repeat: 'safe',
    scopes: ['Mail.Read'],
    sharedScopes: ['Mail.Read.Shared'],
    operation: 'GET /me/messages',
    input: { n: z.int().optional(), mailbox: z.string().optional(), sealed: z.string().optional() },
    run,
  });

const listThings = readingTool('list_things', async ({ n = 2 }, call) => {
  const page = await call.page({
    method: 'GET',
    path: '/me/messages',
    query: { $top: String(n) },
    repeat: 'safe',
  });
  return {
    text: JSON.stringify({
      cursor: page.cursor,
      now: call.now(),
      first: page.isFirst,
      body: page.answer.body,
    }),
  };
});

const cursors = createCursors({ sealer: openSealer() });
const linking =
  (link: string): GraphCaller =>
  async (_permission, request) => ({
    status: 200,
    body: { asked: `${request.path}?${new URLSearchParams(request.query)}`, '@odata.nextLink': link },
    requestId: 'g',
    bytes: 1,
  });

const open = (changes: Parameters<typeof openEndpoint>[0] = {}) =>
  openEndpoint({
    cursors,
    tools: [listThings, getNextPage],
    graph: linking(`${ORIGIN}/v1.0/me/messages?$skip=2`),
    ...changes,
  });
const call = (name: string, args: Record<string, unknown> = {}) =>
  modern('tools/call', { name, arguments: args });
const firstOf = async (endpoint: ReturnType<typeof open>) =>
  JSON.parse(await textOf(await endpoint.handle(call('list_things', { n: 3 })))) as Record<string, never>;

describe('a list continued with a cursor', () => {
  it('keeps the arguments and the time of the first call', async () => {
    let now = Date.parse('2026-11-21T10:00:00.500Z');
    const endpoint = open({ now: () => now, cursors: createCursors({ sealer: openSealer(() => now) }) });
    const first = await firstOf(endpoint);
    expect(first).toMatchObject({ first: true, now: '2026-11-21T10:00:00.000Z' });
    now += 3_600_000;
    const text = await textOf(await endpoint.handle(call('get_next_page', { cursor: first['cursor'] })));
    expect(JSON.parse(text)).toMatchObject({
      first: false,
      now: '2026-11-21T10:00:00.000Z',
      body: { asked: '/me/messages?%24skip=2' },
    });
  });

  it('is recorded as a call to the tool that started the list', async () => {
    const endpoint = open();
    const { cursor } = await firstOf(endpoint);
    await endpoint.handle(call('get_next_page', { cursor }));
    expect(endpoint.audits.map(({ action }) => action.tool)).toEqual(['list_things', 'list_things']);
    expect(endpoint.events.at(-1)?.properties).toMatchObject({ tool: 'list_things', area: 'mail' });
  });

  it('is refused and audited if policy no longer allows its tool', async () => {
    const { cursor } = await firstOf(open());
    const config = configWith({ enabledTools: ['get_next_page'] });
    const endpoint = open({ config, policy: createPolicy(config) });
    expect(await textOf(await endpoint.handle(call('get_next_page', { cursor })))).toMatch(
      /has not enabled the tool/,
    );
    expect(endpoint.audits).toMatchObject([{ phase: 'refused', decision: { rule: 'enabled-tools' } }]);
    expect(endpoint.requests).toEqual([]);
  });

  it("is refused if policy does not allow the path in Graph's link", async () => {
    const { cursor } = await firstOf(open({ graph: linking(`${ORIGIN}/v1.0/$batch`) }));
    const endpoint = open();
    expect(await textOf(await endpoint.handle(call('get_next_page', { cursor })))).toMatch(
      /batch cannot be sent/,
    );
    expect(endpoint.requests).toEqual([]);
  });

  it("ends if Graph's link points to another origin", async () => {
    const first = await firstOf(open({ graph: linking('https://evil.example/v1.0/me/messages?$skip=2') }));
    expect(first).not.toHaveProperty('cursor');
  });

  it.each(['loose', 'x'.repeat(20_000)])('reports an error if the cursor is invalid', async (cursor) => {
    const text = await textOf(await open().handle(call('get_next_page', { cursor })));
    expect(text).toMatch(/cursor/);
  });
});

describe('data sealed by a tool', () => {
  const keeper = (name: string) =>
    readingTool(name, async (args, call) => {
      const { sealed } = args as { sealed?: string };
      return {
        text:
          sealed === undefined ? await call.seal({ secret: 1 }, 60) : JSON.stringify(await call.open(sealed)),
      };
    });
  const endpoint = () => open({ tools: [keeper('keep_this'), keeper('keep_that'), getNextPage] });

  it('can be opened only by the same tool, and is not accepted as a list cursor', async () => {
    const sealed = await textOf(await endpoint().handle(call('keep_this')));
    expect(await textOf(await endpoint().handle(call('keep_this', { sealed })))).toBe('{"secret":1}');
    for (const [name, args] of [
      ['keep_that', { sealed }],
      ['get_next_page', { cursor: sealed }],
    ] as const) {
      expect(await textOf(await endpoint().handle(call(name, args)))).toMatch(/^This cursor is not valid/);
    }
  });
});

describe('the permissions that a call needs', () => {
  it.each([
    [{}, ['Mail.Read']],
    [{ mailbox: 'team@contoso.example' }, ['Mail.Read.Shared']],
  ])('with the arguments %j are %j', async (args, expected) => {
    let needed: readonly string[] | undefined;
    const graph: GraphCaller = async (_permission, _request, context) => {
      needed = context.neededScopes;
      return { status: 200, body: {}, requestId: undefined, bytes: 0 };
    };
    await open({ graph }).handle(call('list_things', args));
    expect(needed).toEqual(expected);
  });
});

describe('a batch', () => {
  const get = { method: 'GET', path: '/me/messages/1', repeat: 'safe' } as const;
  const batching = (...requests: Parameters<ToolCall['batch']>[0]) =>
    readingTool('batch_things', async (_args, call) => ({
      text: JSON.stringify(await call.batch(requests)),
    }));
  const graph: GraphCaller = async () => ({
    status: 200,
    body: {
      responses: [
        { id: '0', status: 200, body: { n: 1 } },
        { id: '1', status: 404 },
      ],
    },
    requestId: 'g',
    bytes: 1,
  });

  it('returns a response or an error for each part', async () => {
    const endpoint = open({ graph, tools: [batching(get, { ...get, path: '/me/messages/2' })] });
    const ends = JSON.parse(await textOf(await endpoint.handle(call('batch_things')))) as unknown[];
    expect(ends).toMatchObject([{ body: { n: 1 } }, { code: 'not_found' }]);
  });

  it('is refused as a whole if policy refuses one part', async () => {
    const endpoint = open({ graph, tools: [batching(get, { ...get, method: 'DELETE' })] });
    expect(await textOf(await endpoint.handle(call('batch_things')))).toMatch(
      /is read-only, so it must not send DELETE/,
    );
    expect(endpoint.requests).toEqual([]);
    expect(endpoint.audits).toMatchObject([{ phase: 'refused', decision: { rule: 'read-tool' } }]);
  });
});
