import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startPortico, type World } from '../kit/start-portico.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterAll(() => world.close());

const chromeAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const javaAccept = 'text/html, image/gif, image/jpeg, */*; q=.2';
const ask = (path: string, init: RequestInit = {}) => fetch(world.origin + path, init);

describe('a user who opens the endpoint in a browser', () => {
  it.each(['/mcp', '/mcp/', '/mcp?preset=lite', '/MCP', '/sse', '/sse/'])(
    'sees the URL to enter in the app and a link to the start page: %s',
    async (path) => {
      const response = await ask(path, { headers: { accept: chromeAccept } });
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(response.headers.get('cache-control')).toBe('no-store');
      const text = await response.text();
      expect(text).toContain(`<code>${world.origin}/mcp</code>`);
      expect(text).toContain('<a href="/">');
      expect(text).not.toContain('preset');
    },
  );

  it.each([chromeAccept, javaAccept])(
    'gets the challenge along with the page if Accept is %s',
    async (accept) => {
      for (const method of ['GET', 'HEAD']) {
        const response = await ask('/mcp', { method, headers: { accept } });
        expect(response.status).toBe(401);
        expect(response.headers.get('www-authenticate')).toContain('/oauth-protected-resource/mcp"');
      }
      expect((await ask('/sse', { headers: { accept } })).headers.get('allow')).toBe('POST, OPTIONS');
    },
  );

  it.each([
    ['GET', '*/*'],
    ['GET', 'application/json'],
    ['GET', 'text/event-stream'],
    ['GET', 'text/html, text/event-stream'],
    ['POST', 'text/html'],
    ['DELETE', 'text/html'],
  ])('is distinguished from an app that sends %s and accepts %s', async (method, accept) => {
    const response = await ask('/mcp', { method, headers: { accept } });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  it('is distinguished from an app that sends a token', async () => {
    const headers = { accept: 'text/html', authorization: 'Bearer nonsense' };
    const response = await ask('/mcp', { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([401, 'application/json']);
  });
});

describe('an app that was given only the origin', () => {
  const hello = { jsonrpc: '2.0', id: 1, method: 'ping' };

  it.each<[string, RequestInit]>([
    [
      'a message',
      { method: 'POST', body: JSON.stringify(hello), headers: { 'content-type': 'application/json' } },
    ],
    ['no body', { method: 'POST' }],
    ['a message and a browser’s Accept', { method: 'POST', body: '{}', headers: { accept: chromeAccept } }],
    ['a request for a stream', { headers: { accept: 'text/event-stream' } }],
  ])('gets the MCP URL as JSON: %s', async (_what, init) => {
    const response = await ask('/', init);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await response.json()).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: {
        code: -32_000,
        message: `This is not the MCP endpoint. Give your app the address ${world.origin}/mcp`,
        data: { url: `${world.origin}/mcp` },
      },
    });
  });

  it('gets an error that contains the MCP URL, in both SDKs', async () => {
    const name = { name: 'lost', version: '1' };
    const address = `${world.origin}/mcp`;
    const url = new URL(world.origin);
    await expect(new Client(name).connect(new StreamableHTTPClientTransport(url))).rejects.toThrow(address);
    await expect(new OldClient(name).connect(new OldTransport(url))).rejects.toThrow(address);
  });

  it('does not prevent users from opening the start page', async () => {
    for (const accept of [chromeAccept, '*/*', undefined]) {
      const response = await ask('/', accept === undefined ? {} : { headers: { accept } });
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('The address to give to your app');
    }
  });
});
