import { describe, expect, it } from 'vitest';

import { ask } from './serve-kit.ts';

describe('a page requested under another host', () => {
  const forwarded = (host: string) =>
    ask('https://inner.example/page', undefined, { headers: { 'x-forwarded-host': host } });

  it('is first redirected to the public host with its query', async () => {
    const response = await ask('https://portico.azurewebsites.net/page?a=1&b=2');
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe(
      'https://mcp.contoso.example/page?a=1&b=2&portico_redirected=1',
    );
  });

  it('is shown if a proxy reports that the public host was requested', async () => {
    expect((await forwarded('mcp.contoso.example')).status).toBe(200);
    expect((await forwarded('evil.example')).headers.get('location')).toBe(
      'https://mcp.contoso.example/page?portico_redirected=1',
    );
  });

  it.each([
    ['x-forwarded-host', 'mcp.contoso.example:443'],
    ['x-forwarded-host', 'MCP.Contoso.Example, inner.example'],
    ['x-forwarded-host', 'mcp.contoso.example.'],
    ['x-original-host', 'mcp.contoso.example'],
    ['x-original-host', 'Mcp.contoso.example:443'],
    ['forwarded', 'host=mcp.contoso.example'],
    [
      'forwarded',
      'for=192.0.2.1;proto=https;Host="mcp.contoso.example:443", for=10.0.0.1;host=inner.example',
    ],
    ['forwarded', 'for="[2001:db8::1]:4711" ; host=MCP.contoso.example'],
  ])('is shown if a gateway reports the public host in %s: %s', async (name, value) => {
    const response = await ask('https://inner.example/page', undefined, { headers: { [name]: value } });
    expect(response.status).toBe(200);
  });

  it.each([
    ['x-forwarded-host', 'mcp.contoso.example.evil.example'],
    ['x-forwarded-host', 'mcp.contoso.example:8443'],
    ['x-forwarded-host', 'evil.example, mcp.contoso.example'],
    ['x-original-host', 'mcp.contoso.example/@evil.example'],
    ['x-original-host', 'evil.example@mcp.contoso.example'],
    ['forwarded', 'for=mcp.contoso.example'],
    ['forwarded', 'host="'],
    ['forwarded', `host=${'a'.repeat(5_000)}`],
  ])(
    'is redirected to the public host if %s reports a different or invalid host: %s',
    async (name, value) => {
      const response = await ask('https://inner.example/page', undefined, { headers: { [name]: value } });
      expect(new URL(response.headers.get('location') ?? '').origin).toBe('https://mcp.contoso.example');
    },
  );

  it.each([
    ['/page', 'https://inner.example/page?a=1'],
    ['a path that looks like a host', 'https://inner.example//evil.example/page'],
  ])('is never redirected to any host except the public host: %s', async (_what, url) => {
    const location = (await ask(url)).headers.get('location') ?? 'https://mcp.contoso.example';
    expect(new URL(location).origin).toBe('https://mcp.contoso.example');
  });

  it('is never redirected twice, but names the header that the gateway must send', async () => {
    const first = await ask('https://inner.example/page?a=1');
    const { pathname, search } = new URL(first.headers.get('location') ?? '');
    const second = await ask(`https://inner.example${pathname}${search}`);
    expect(second.status).toBe(400);
    expect(await second.text()).toContain('send the header X-Forwarded-Host: mcp.contoso.example');
    const arrived = await ask(`https://mcp.contoso.example${pathname}${search}`);
    expect(arrived.status).toBe(200);
  });

  it('is shown if a gateway reports the public host without its port', async () => {
    const headers = { 'x-forwarded-host': 'mcp.contoso.example' };
    const publicUrl = 'https://mcp.contoso.example:8443';
    expect((await ask('https://inner.example/page', undefined, { headers, publicUrl })).status).toBe(200);
  });

  it('is redirected, but a request to a data endpoint is served', async () => {
    expect((await ask('https://portico.azurewebsites.net/data')).status).toBe(200);
  });
});
