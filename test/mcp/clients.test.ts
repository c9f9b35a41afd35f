import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it } from 'vitest';

import { goodToken, openEndpoint, publicUrl } from '../kit/mcp-endpoint.ts';

const info = { name: 'test', version: '1' };
const url = () => new URL(`${publicUrl}/mcp?preset=all`);

/** Creates an endpoint, and a `fetch` that connects clients in this process to it. */
function connectedEndpoint(fastPath: boolean) {
  const endpoint = openEndpoint({ fastPath });
  const seen: { method: string; revision: string | null }[] = [];
  const fetch = async (input: string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    seen.push({ method: request.method, revision: request.headers.get('mcp-protocol-version') });
    return endpoint.handle(request);
  };
  return { endpoint, seen, fetch, requestInit: { headers: { authorization: `Bearer ${goodToken}` } } };
}

describe.each([true, false])('the MCP endpoint (fast path %s)', (fastPath) => {
  it.each([
    ['auto', '2026-07-28'],
    ['legacy', '2025-11-25'],
  ] as const)(
    'lets an SDK 2 client in %s mode use revision %s, list tools and call them',
    async (mode, revision) => {
      const { endpoint, seen, fetch, requestInit } = connectedEndpoint(fastPath);
      const client = new Client(info, { versionNegotiation: { mode } });
      await client.connect(new StreamableHTTPClientTransport(url(), { fetch, requestInit }));
      const { tools } = await client.listTools();
      expect(tools.map((tool) => tool.name)).toContain('read_note');
      const result = await client.callTool({ name: 'read_note', arguments: { id: 'n1' } });
      expect(result.structuredContent).toEqual({ text: '{"path":"/me/onenote/pages/n1"}' });
      await expect(client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toThrow(/Unknown tool/);
      expect(client.getServerVersion()).toMatchObject({ name: 'portico' });
      expect(client.getInstructions()).toMatch(/Microsoft 365/);
      await client.close();
      expect(seen.at(-1)?.revision).toBe(revision);
      expect(endpoint.requests).toHaveLength(1);
    },
  );

  it('lets an SDK 1 client initialise, ping, list and call tools, and continue without a stream after a 405', async () => {
    const { seen, fetch, requestInit } = connectedEndpoint(fastPath);
    const client = new OldClient(info);
    await client.connect(new OldTransport(url(), { fetch, requestInit }));
    await client.ping();
    expect((await client.listTools()).tools).toHaveLength(5);
    const result = await client.callTool({ name: 'edit_note', arguments: { ids: ['1'], text: 't' } });
    expect(result.content).toEqual([{ type: 'text', text: 'Wrote 1.' }]);
    await client.close();
    expect(seen.map(({ method }) => method)).toContain('GET');
  });
});
