import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { routes } from '../../src/routes.ts';
import { startRunner, type Runner } from '../kit/functions-runner/runner.ts';

const guid = '11111111-1111-4111-8111-111111111111';

let bare: Runner;
let configured: Runner;
beforeAll(async () => {
  [bare, configured] = await Promise.all([
    startRunner({}),
    startRunner({
      PUBLIC_URL: 'https://mcp.contoso.example',
      ENTRA_TENANT_ID: guid,
      ENTRA_CLIENT_ID: guid,
      KEY_VAULT_URL: 'http://127.0.0.1:9',
      ALLOW_LOOPBACK_UPSTREAMS: 'true',
    }),
  ]);
});
afterAll(async () => {
  await Promise.all([bare, configured].map((runner) => runner.close()));
});

const post = (body: string) => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json' },
});

describe('the built functions', () => {
  it('register one function per route and one for the timer', () => {
    expect(bare.functions.map(({ name }) => name)).toEqual([...Object.keys(routes), 'purge'].toSorted());
    expect(bare.functions).toMatchSnapshot();
  });

  it('load with an empty environment and report which settings to correct', async () => {
    expect((await fetch(`${bare.origin}/healthz`)).status).toBe(200);
    const call = await fetch(`${bare.origin}/mcp`, post('{}'));
    expect(call.status).toBe(503);
    const { problems } = (await call.json()) as { problems: string[] };
    expect(problems.join(' ')).toContain('ENTRA_TENANT_ID is missing');
    expect(bare.output()).toBe('');
  });
});

describe('a configured app on Functions', () => {
  const ask = (path: string, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    if (!headers.has('x-forwarded-host')) headers.set('x-forwarded-host', 'mcp.contoso.example');
    return fetch(configured.origin + path, { ...init, headers, redirect: 'manual' });
  };

  it('serves the landing page at its root', async () => {
    const response = await ask('/');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('https://mcp.contoso.example/mcp');
  });

  it('serves the well-known documents', async () => {
    const response = await ask('/.well-known/oauth-protected-resource/mcp');
    expect(await response.json()).toMatchObject({ resource: 'https://mcp.contoso.example/mcp' });
  });

  it('responds to a call without a token with a challenge', async () => {
    const response = await ask('/mcp', post('{"jsonrpc":"2.0","id":1,"method":"ping"}'));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/mcp');
  });

  it('responds to unknown addresses and methods through the catch-all route', async () => {
    expect((await ask('/nothing/here')).status).toBe(404);
    const wrong = await ask('/token');
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('POST, OPTIONS');
    expect((await ask('/token', { method: 'PUT' })).status).toBe(405);
  });

  it('responds to a preflight and to HEAD', async () => {
    expect((await ask('/mcp', { method: 'OPTIONS' })).status).toBe(204);
    const head = await ask('/healthz', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it("redirects a page that is requested under the platform's host name", async () => {
    const response = await ask('/authorize?a=1&a=2', {
      headers: { 'x-forwarded-host': 'x.azurewebsites.net' },
    });
    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe(
      'https://mcp.contoso.example/authorize?a=1&a=2&portico_redirected=1',
    );
  });

  it('refuses a body that exceeds the limit', async () => {
    const response = await ask('/mcp', post(' '.repeat(4 * 1024 * 1024 + 1)));
    expect(response.status).toBe(413);
  });
});
