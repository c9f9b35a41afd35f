import { describe, expect, it } from 'vitest';

import { ClaimsChallengeError, EntraRefusedError, OAuthError, UnavailableError } from '../../src/errors.ts';
import { configWith, goodToken, legacy, openEndpoint, post, publicUrl } from '../kit/mcp-endpoint.ts';

const pointer = `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/mcp", scope="access_as_user"`;

const ask = (authorization: string | undefined, path = '/mcp') =>
  post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { authorization }, path);

describe('the bearer gate', () => {
  it.each([
    ['a missing token', undefined],
    ['another scheme', 'Basic Zm9vOmJhcg=='],
    ['an empty token', 'Bearer '],
  ])('challenges %s without an error code', async (_, authorization) => {
    const endpoint = openEndpoint();
    const response = await endpoint.handle(ask(authorization));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(`Bearer ${pointer}`);
    expect(endpoint.authentications).toEqual([]);
  });

  it('ignores a token in the query (RFC 6750, section 2.3)', async () => {
    const endpoint = openEndpoint();
    const response = await endpoint.handle(ask(undefined, `/mcp?access_token=${goodToken}`));
    expect(response.status).toBe(401);
    expect(endpoint.authentications).toEqual([]);
  });

  it.each(['Bearer garbage', 'Bearer eyJhbGciOiJub25lIn0.eyJvaWQiOiJ4In0.'])(
    'refuses %j as invalid without a request to Entra or Graph',
    async (authorization) => {
      const endpoint = openEndpoint();
      const response = await endpoint.handle(ask(authorization));
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(
        `Bearer error="invalid_token", error_description="The access token is not one of ours.", ${pointer}`,
      );
      expect(endpoint.requests).toEqual([]);
      expect(endpoint.exchanges).toEqual([]);
    },
  );

  it('refuses a malformed token without verifying it', async () => {
    const endpoint = openEndpoint();
    const response = await endpoint.handle(ask(`Bearer ${goodToken} extra`));
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(endpoint.authentications).toEqual([]);
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('accepts a valid token after the scheme %s', async (scheme) => {
    const response = await openEndpoint().handle(ask(`${scheme} ${goodToken}`));
    expect(response.status).toBe(200);
  });

  it.each([
    [
      new OAuthError('invalid_token', 'The scope is missing.', { status: 403 }),
      403,
      'error="insufficient_scope"',
    ],
    [new EntraRefusedError('The account is disabled.', 50_057), 401, 'error="invalid_token"'],
    [new OAuthError('invalid_token', 'Bad "quoted" text\u00e4'), 401, "Bad 'quoted' text'"],
  ])('answers %s with %i and %s', async (thrown, status, part) => {
    const response = await openEndpoint({ authenticate: () => Promise.reject(thrown) }).handle(
      ask('Bearer t'),
    );
    expect(response.status).toBe(status);
    const header = response.headers.get('www-authenticate');
    expect(header).toContain(part);
    expect(header).toContain(pointer);
  });

  it('passes on a claims challenge as base64', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const authenticate = () => Promise.reject(new ClaimsChallengeError(claims));
    const response = await openEndpoint({ authenticate }).handle(ask('Bearer t'));
    const header = response.headers.get('www-authenticate') ?? '';
    expect(header).toContain('error="insufficient_claims"');
    const told = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
    expect(Buffer.from(told, 'base64').toString()).toBe(claims);
  });

  it('answers 503 with Retry-After if a token cannot be verified', async () => {
    const authenticate = () => Promise.reject(new UnavailableError('Key Vault', { retryAfterSeconds: 7 }));
    const response = await openEndpoint({ authenticate }).handle(ask('Bearer t'));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.text()).toContain('Key Vault cannot be reached');
  });

  it('does not catch unexpected errors', async () => {
    const authenticate = () => Promise.reject(new TypeError('mistake'));
    await expect(openEndpoint({ authenticate }).handle(ask('Bearer t'))).rejects.toThrow('mistake');
  });

  it.each(['GET', 'HEAD', 'DELETE'])(
    'challenges %s without a token, and answers 405 with a token',
    async (method) => {
      const endpoint = openEndpoint();
      const without = await endpoint.handle(new Request(`${publicUrl}/mcp`, { method }));
      expect(without.status).toBe(401);
      expect(without.headers.get('www-authenticate')).toBe(`Bearer ${pointer}`);
      const headers = { authorization: `Bearer ${goodToken}` };
      const withToken = await endpoint.handle(new Request(`${publicUrl}/mcp`, { method, headers }));
      expect(withToken.status).toBe(405);
      expect(withToken.headers.get('allow')).toBe('POST, OPTIONS');
    },
  );
});

describe('the origin check', () => {
  const from = (origin: string, url = publicUrl, allowedOrigins: string[] = []) =>
    openEndpoint({ config: configWith({ publicUrl: url, allowedOrigins }) }).handle(
      post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { origin }),
    );
  const hosted = 'https://mcp.contoso.example';

  it.each([
    ['http://localhost:6274', publicUrl],
    ['http://127.0.0.1:3000', publicUrl],
    ['http://[::1]:3000', publicUrl],
    ['https://claude.ai', publicUrl],
    ['https://chatgpt.com', hosted],
    [hosted, hosted],
    ['https://tools.contoso.example', hosted, ['https://tools.contoso.example/']],
    ['https://tools.contoso.example', hosted, ['HTTPS://Tools.Contoso.example:443']],
    ['https://tools.contoso.example:8443', hosted, ['https://tools.contoso.example:8443']],
    ['http://localhost:6274', hosted, ['http://localhost:6274']],
    ['app://localhost', hosted, ['app://localhost', 'tauri://localhost']],
    ['tauri://localhost', hosted, ['app://localhost', 'TAURI://localhost/']],
    ['app://localhost:8080', hosted, ['app://localhost:8080']],
    ['app://.', hosted, ['app://.']],
    ['APP://obsidian.md', hosted, ['app://obsidian.md']],
    [
      'vscode-webview://1f0c9a2b-7d2e-4a53-9c1a-2f6f0f3f5f11',
      hosted,
      ['vscode-webview://1f0c9a2b-7d2e-4a53-9c1a-2f6f0f3f5f11'],
    ],
    [
      'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
      hosted,
      ['chrome-extension://abcdefghijklmnopabcdefghijklmnop'],
    ],
  ])('allows the origin %s if the server is at %s', async (origin, url, allowed?: string[]) => {
    expect((await from(origin, url, allowed)).status).toBe(200);
  });

  it('allows requests without an Origin', async () => {
    expect((await openEndpoint().handle(legacy('ping'))).status).toBe(200);
  });

  it.each([
    ['http://evil.example', publicUrl],
    ['http://localhost.evil.example', publicUrl],
    ['http://user@localhost', publicUrl],
    ['null', publicUrl],
    ['', publicUrl],
    ['http://localhost:6274', hosted],
    ['https://claude.ai.evil.example', hosted],
    ['http://claude.ai', hosted],
    [`${hosted}.evil.example`, hosted],
    ['null', hosted, ['app://localhost', 'tauri://localhost']],
    ['NULL', publicUrl, ['app://localhost']],
    ['null', hosted, ['null', 'file:///', 'data:text/html,x', 'nonsense']],
    ['app://localhost:81', hosted, ['app://localhost']],
    ['app://localhost', hosted, ['app://localhost:81', 'tauri://localhost', 'http://localhost']],
    ['app://localhost.evil.example', hosted, ['app://localhost']],
    ['app://localhost@evil.example', hosted, ['app://localhost']],
    ['app://localhost', hosted],
    ['app://localhost', publicUrl],
    ['app://localhost, app://localhost', hosted, ['app://localhost']],
    ['file://', publicUrl, ['file://']],
    ['https://tools.contoso.example:444', hosted, ['https://tools.contoso.example']],
    [`vscode-webview://${'a'.repeat(100_000)}`, hosted, ['vscode-webview://a']],
  ])('refuses the origin %j if the server is at %s', async (origin, url, allowed?: string[]) => {
    const response = await from(origin, url, allowed);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_000 } });
  });
});
