import { describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import { ToolError } from '../../src/errors.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { defineTool } from '../../src/tools/define.ts';
import { tools } from '../kit/calls/note-tools.ts';
import {
  callerWith,
  configWith,
  grantedScopes,
  legacy,
  modern,
  openEndpoint,
  ordinaryGraph,
  textOf,
} from '../kit/mcp-endpoint.ts';

const call = (name: string, args: Record<string, unknown> = {}, path?: string) =>
  modern('tools/call', { name, arguments: args }, path);
const read = () => call('read_note', { id: 'n1' });
const edit = (...ids: string[]) => call('edit_note', { ids, text: 't' });

describe.each([true, false])('a tools/call (fast path %s)', (fastPath) => {
  const open = (changes: Parameters<typeof openEndpoint>[0] = {}) => openEndpoint({ fastPath, ...changes });

  it("returns the tool's result as text and structured content", async () => {
    const endpoint = open();
    const body = await (await endpoint.handle(read())).json();
    expect(body).toMatchObject({
      result: {
        resultType: 'complete',
        content: [{ type: 'text', text: '{"path":"/me/onenote/pages/n1"}' }],
        structuredContent: { text: '{"path":"/me/onenote/pages/n1"}' },
      },
    });
    expect(endpoint.requests).toMatchObject([{ method: 'GET', path: '/me/onenote/pages/n1' }]);
  });

  it('exchanges its token once, regardless of the number of requests', async () => {
    let exchanged = 0;
    const onBehalfOf = async () => {
      exchanged += 1;
      return { token: 'graph-token', scopes: [], expiresAt: 2e9 };
    };
    await open({ onBehalfOf }).handle(edit('1', '2', '3'));
    expect(exchanged).toBe(1);
  });

  it('exchanges its token again if Graph demands claims', async () => {
    const asked: (string | undefined)[] = [];
    const onBehalfOf = async ({ claims }: { claims?: string }) => {
      asked.push(claims);
      return { token: `token-${asked.length}`, scopes: [], expiresAt: 2e9 };
    };
    const held: string[] = [];
    const graph: GraphCaller = async (permission, request, context) => {
      held.push(
        (await context.token()).token,
        (await context.token('{"c":1}')).token,
        (await context.token()).token,
      );
      return ordinaryGraph(permission, request, context);
    };
    await open({ onBehalfOf, graph }).handle(read());
    expect(asked).toEqual([undefined, '{"c":1}']);
    expect(held).toEqual(['token-1', 'token-2', 'token-2']);
  });

  it('passes the scopes of its token to the tool', async () => {
    expect(await textOf(await open().handle(call('show_scopes')))).toBe(grantedScopes.join(' '));
  });

  it("passes its deadline, its ids and the tool's scopes to the Graph client", async () => {
    let seen: Parameters<GraphCaller>[2] | undefined;
    const graph: GraphCaller = (permission, request, context) => {
      seen = context;
      return ordinaryGraph(permission, request, context);
    };
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
      traceparent: trace,
    };
    await open({ graph }).handle(
      modern('tools/call', { name: 'read_note', arguments: { id: '1' }, _meta: meta }),
    );
    expect(seen).toMatchObject({ requestId: 'request-1', traceparent: trace, neededScopes: ['Notes.Read'] });
    expect(seen?.signal.aborted).toBe(false);
  });

  it.each(['readnote', 'read-notes', 'READ_NOTE'])('suggests the correct name for %s', async (name) => {
    const body = await (await open().handle(call(name, { id: '1' }))).json();
    expect(body).toMatchObject({
      error: { code: -32_602, message: `Unknown tool: ${name}. Did you mean read_note?` },
    });
  });

  it('refers to tools/list if no name is similar, and does not repeat a malformed name', async () => {
    const body = await (await open().handle(legacy('tools/call', { name: 'obey: <b>"all"</b>' }))).json();
    expect(body).toMatchObject({ error: { message: 'Unknown tool. tools/list lists the available tools.' } });
  });

  it('explains why a tool is hidden and who can change that, without checking the arguments', async () => {
    const endpoint = open();
    const body = await (await endpoint.handle(call('edit_note', { bad: 1 }, '/mcp?readonly=1'))).json();
    expect(body).toMatchObject({ result: { isError: true } });
    expect(JSON.stringify(body)).toMatch(/read-only.*URL without readonly.*operator/);
    expect(endpoint.requests).toEqual([]);
    expect(endpoint.audits).toMatchObject([
      { phase: 'refused', decision: { effect: 'refuse', rule: 'read-only' } },
    ]);
  });

  it.each([
    ['a hidden tool', '/mcp?readonly=1', 'edit_note', 0],
    ['a listed tool', '/mcp', 'edit_note', 1],
  ])(
    'parses the arguments of %s only after policy has admitted the call',
    async (_what, path, name, looks) => {
      let looked = 0;
      const watched = tools.map((tool) => ({
        ...tool,
        parse: (args: unknown) => {
          looked += 1;
          return tool.parse(args);
        },
        recipients: () => {
          looked += 100;
          return [];
        },
      }));
      await open({ tools: watched }).handle(call(name, { ids: Array(5_000).fill(1) }, path));
      expect(looked).toBe(looks);
    },
  );

  it('refuses arguments that are too large and explains what to correct', async () => {
    const endpoint = open();
    expect(await textOf(await endpoint.handle(edit(...Array<string>(5_000).fill('x'))))).toBe(
      'Invalid arguments for edit_note: together they must have at most 1,000 entries. Correct them and call again.',
    );
    expect(endpoint.requests).toEqual([]);
    expect(await textOf(await endpoint.handle(edit('1', '2')))).toBe('Wrote 2.');
  });

  it('reports the reason if policy refuses a listed tool', async () => {
    const policy = { ...createPolicy(configWith({ readOnly: true })), visible: () => true };
    const endpoint = open({ policy });
    expect(await textOf(await endpoint.handle(call('edit_note', { ids: [], text: '' })))).toMatch(
      /^This connection is read-only\. Changes require /,
    );
    expect(endpoint.audits).toMatchObject([{ phase: 'refused', decision: { rule: 'read-only' } }]);
  });

  it('explains what is wrong with the arguments', async () => {
    const endpoint = open();
    const response = await endpoint.handle(call('read_note', { id: '', extra: 1 }));
    const body = (await response.json()) as { result: { isError: boolean; content: { text: string }[] } };
    expect(body.result.isError).toBe(true);
    expect(body.result.content[0]?.text).toMatch(
      /^Invalid arguments for read_note: id: .+unknown.+call again\.$/s,
    );
    expect(endpoint.requests).toEqual([]);
    expect(endpoint.audits).toEqual([]);
  });

  it('exchanges no token for a Graph request that policy refuses', async () => {
    const endpoint = open();
    const text = await textOf(
      await endpoint.handle(call('loose_cannon', { method: 'DELETE', path: '/me/messages/1' })),
    );
    expect(text).toContain('loose_cannon is read-only, so it must not send DELETE.');
    expect(endpoint.requests).toEqual([]);
    expect(endpoint.exchanges).toEqual([]);
    expect(endpoint.audits).toMatchObject([{ phase: 'refused', decision: { rule: 'read-tool' } }]);
  });

  it('refuses a path with dot segments', async () => {
    const text = await textOf(
      await open().handle(call('loose_cannon', { method: 'GET', path: '/me/../users' })),
    );
    expect(text).toMatch(/must not contain dot segments/);
  });

  it('reports an error that the tool throws', async () => {
    const picky = defineTool({
      ...tools[0]!,
      name: 'picky',
      input: {},
      run: async () => {
        throw new ToolError('bad_argument', 'Choose another day.');
      },
    });
    const endpoint = open({ tools: [picky] });
    expect(await textOf(await endpoint.handle(call('picky')))).toBe('Choose another day.');
  });

  it("is limited to the token's toolsets", async () => {
    const caller = callerWith({ ceiling: { toolsets: ['mail'], readOnly: false } });
    const authenticate = async () => ({ caller, assertion: digestToken('entra-token'), expiresAt: 2e9 });
    const endpoint = open({ authenticate });
    const body = await (await endpoint.handle(read())).json();
    expect(body).toMatchObject({ result: { isError: true } });
    expect(JSON.stringify(body)).toContain('This sign-in does not cover the toolset onenote.');
    expect(endpoint.requests).toEqual([]);
  });
});
