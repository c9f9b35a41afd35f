import { describe, expect, it } from 'vitest';

import { requestWith } from '../../src/http/buffered-body.ts';
import { configWith, goodToken, legacy, modern, openEndpoint, post, publicUrl } from '../kit/mcp-endpoint.ts';

describe.each([true, false])('the endpoint (fast path %s)', (fastPath) => {
  const open = () => openEndpoint({ fastPath });
  const names = async (response: Response) => {
    const body = (await response.json()) as { result: { tools: { name: string }[] } };
    return body.result.tools.map((tool) => tool.name);
  };

  it('answers initialize', async () => {
    const params = {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 't', version: '1' },
    };
    const response = await open().handle(legacy('initialize', params));
    expect(await response.json()).toMatchObject({
      result: {
        protocolVersion: '2025-06-18',
        serverInfo: { name: 'portico' },
        capabilities: { tools: { listChanged: false }, resources: {} },
      },
    });
    expect(response.headers.has('mcp-session-id')).toBe(false);
  });

  it('answers server/discover', async () => {
    const response = await open().handle(modern('server/discover'));
    expect(await response.json()).toMatchObject({
      result: {
        resultType: 'complete',
        supportedVersions: ['2026-07-28'],
        ttlMs: 10_000,
        cacheScope: 'private',
        _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'portico', version: '1.2.3' } },
      },
    });
  });

  it.each([legacy, modern])('lists tools in catalogue order, each with its annotations', async (revision) => {
    const response = await open().handle(revision('tools/list'));
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as { result: { tools: Record<string, unknown>[] } };
    expect(body.result.tools.map((tool) => tool['name'])).toEqual([
      'read_note',
      'edit_note',
      'send_note',
      'show_scopes',
      'loose_cannon',
    ]);
    expect(body.result.tools[0]).toEqual({
      name: 'read_note',
      description: 'Read one note by its id.',
      inputSchema: {
        type: 'object',
        properties: { id: expect.objectContaining({ type: 'string', description: 'Id of the note.' }) },
        required: ['id'],
      },
      outputSchema: expect.objectContaining({ type: 'object' }),
      annotations: {
        title: 'Read note',
        readOnlyHint: true,
        openWorldHint: false,
      },
    });
  });

  it('marks a list as private and short-lived', async () => {
    const body = await (await open().handle(modern('tools/list'))).json();
    expect(body).toMatchObject({ result: { resultType: 'complete', ttlMs: 10_000, cacheScope: 'private' } });
  });

  it.each([
    ['/mcp', ['read_note', 'edit_note', 'send_note', 'show_scopes', 'loose_cannon']],
    ['/mcp?preset=lite', ['read_note', 'show_scopes']],
    ['/mcp?toolsets=mail', ['send_note']],
    ['/mcp?toolsets=Mail,%20core', ['send_note', 'show_scopes', 'loose_cannon']],
    ['/mcp?toolsets=onenote&preset=lite', ['read_note']],
    ['/mcp?preset=lite&toolsets=default,mail', ['read_note', 'send_note', 'show_scopes']],
    ['/mcp?preset=lite&toolsets=mail,Default&readonly=1', ['read_note', 'show_scopes']],
    ['/mcp?preset=lite&toolsets=default', ['read_note', 'show_scopes']],
    ['/mcp?readonly=1', ['read_note', 'show_scopes', 'loose_cannon']],
    [
      '/mcp?preset=all&readonly=false&utm_source=x',
      ['read_note', 'edit_note', 'send_note', 'show_scopes', 'loose_cannon'],
    ],
  ])('lists the tools that the URL selects: %s', async (path, expected) => {
    expect(await names(await open().handle(modern('tools/list', {}, path)))).toEqual(expected);
  });

  it('lists only what the organisation allows', async () => {
    const config = configWith({ readOnly: true, toolsets: ['onenote'] });
    const endpoint = openEndpoint({ fastPath, config });
    expect(await names(await endpoint.handle(legacy('tools/list')))).toEqual(['read_note']);
  });

  it.each([
    ['/mcp?toolsets=mail,nonsense', 'unknown toolset', 'sharepoint'],
    ['/mcp?preset=huge', 'unknown preset', 'default, lite, core, discovery, all'],
    ['/mcp?readonly=maybe', 'readonly must be', '1 or 0'],
    ['/mcp?schema=gemini', 'schema must be', 'plain or full'],
  ])('refuses %s and names the valid values', async (path, problem, known) => {
    const response = await open().handle(legacy('tools/list', {}, path));
    expect(response.status).toBe(400);
    const text = await response.text();
    expect(text).toContain(problem);
    expect(text).toContain(known);
    expect(text).not.toMatch(/nonsense|huge|maybe/);
  });

  it.each([undefined, '*/*', 'application/json', 'text/event-stream', 'text/html'])(
    'answers in JSON if Accept is %s',
    async (accept) => {
      const response = await open().handle(post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { accept }));
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    },
  );

  it.each(['{"jsonrpc":', '', 'hello', '[1,'])('refuses %j because it is not JSON', async (body) => {
    const response = await open().handle(post(body));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_700 } });
  });

  it('refuses a Latin-1 body, because its accented letters would be lost, and accepts the same body in UTF-8', async () => {
    const message = JSON.stringify({ jsonrpc: '2.0', id: 'Köln', method: 'ping' });
    const refused = await open().handle(post(Buffer.from(message, 'latin1')));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      id: null,
      error: { code: -32_000, message: expect.stringContaining('not valid UTF-8') as string },
    });
    expect(await (await open().handle(post(message))).json()).toMatchObject({ id: 'Köln', result: {} });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', undefined])(
    'refuses the content type %s',
    async (type) => {
      const response = await open().handle(
        post('{"jsonrpc":"2.0","id":1,"method":"ping"}', { 'content-type': type }),
      );
      expect(response.status).toBe(415);
    },
  );

  it('accepts a content type with parameters', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await open().handle(post({ jsonrpc: '2.0', id: 1, method: 'ping' }, headers))).status).toBe(200);
  });

  it('refuses a body over the limit and accepts one below it', async () => {
    const padded = (bytes: number) =>
      post({ jsonrpc: '2.0', id: 1, method: 'ping', params: { a: 'x'.repeat(bytes) } });
    expect((await open().handle(padded(4 * 1024 * 1024))).status).toBe(413);
    expect((await open().handle(padded(4 * 1024 * 1024 - 200))).status).toBe(200);
  });

  it('survives a message nested 200,000 levels deep', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const response = await open().handle(
      post(
        `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_note","arguments":{"id":${deep}}}}`,
      ),
    );
    expect(response.status).toBeLessThan(501);
    expect(await response.text()).not.toContain(' at ');
  });

  it('does not exchange tokens for ping, discover or lists', async () => {
    const endpoint = open();
    for (const request of [
      legacy('ping'),
      modern('server/discover'),
      legacy('tools/list'),
      modern('tools/list'),
    ]) {
      await endpoint.handle(request);
    }
    expect(endpoint.exchanges).toEqual([]);
    expect(endpoint.requests).toEqual([]);
  });
});

describe("one user's simultaneous messages", () => {
  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
  const ping = new TextEncoder().encode(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }));

  it('are parsed in different turns of the event loop, so that other users are served in between', async () => {
    const endpoint = openEndpoint();
    const headers = new Headers({
      'content-type': 'application/json',
      authorization: `Bearer ${goodToken}`,
    });
    let answered = 0;
    const send = async () => {
      const request = requestWith(async () => ping, { url: `${publicUrl}/mcp`, method: 'POST', headers });
      expect((await endpoint.handle(request)).status).toBe(200);
      answered += 1;
    };
    const all = Promise.all(Array.from({ length: 5 }, send));
    for (let turns = 1; turns <= 4; turns += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one turn after the other
      await turn();
      expect(answered).toBeLessThanOrEqual(turns + 1);
    }
    await all;
    expect(answered).toBe(5);
  });
});
