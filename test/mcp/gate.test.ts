import { describe, expect, it } from 'vitest';

import { ClaimsChallengeError, EntraRefusedError, OAuthError, UnavailableError } from '../../src/errors.ts';
import { configWith, goodToken, legacy, openOffice, post, publicUrl } from '../kit/mcp-office.ts';

const pointer = `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/mcp", scope="access_as_user"`;

const ask = (authorization: string | undefined, path?: string) =>
  post({ jsonrpc: '2.0', id: 1, method: 'ping' }, { authorization }, path);

describe('the bearer gate', () => {
  it.each([
    ['no token', undefined],
    ['another scheme', 'Basic Zm9vOmJhcg=='],
    ['an empty token', 'Bearer '],
  ])('challenges %s without an error code', async (_, authorization) => {
    const office = openOffice();
    const response = await office.handle(ask(authorization));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(`Bearer ${pointer}`);
    expect(office.authentications).toEqual([]);
  });

  it('does not look at a token in the query (RFC 6750, 2.3)', async () => {
    const office = openOffice();
    const response = await office.handle(ask(undefined, `/mcp?access_token=${goodToken}`));
    expect(response.status).toBe(401);
    expect(office.authentications).toEqual([]);
  });

  it.each(['Bearer garbage', 'Bearer eyJhbGciOiJub25lIn0.eyJvaWQiOiJ4In0.'])(
    'refuses %j as invalid, and asks neither Entra nor Graph',
    async (authorization) => {
      const office = openOffice();
      const response = await office.handle(ask(authorization));
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(
        `Bearer error="invalid_token", error_description="The access token is not one of ours.", ${pointer}`,
      );
      expect(office.requests).toEqual([]);
      expect(office.exchanges).toEqual([]);
    },
  );

  it('refuses what is no token at all without a look', async () => {
    const office = openOffice();
    const response = await office.handle(ask(`Bearer ${goodToken} extra`));
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(office.authentications).toEqual([]);
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('accepts a good token after %s', async (scheme) => {
    const response = await openOffice().handle(ask(`${scheme} ${goodToken}`));
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
    const response = await openOffice({ authenticate: () => Promise.reject(thrown) }).handle(ask('Bearer t'));
    expect(response.status).toBe(status);
    const header = response.headers.get('www-authenticate');
    expect(header).toContain(part);
    expect(header).toContain(pointer);
  });

  it('passes a claims challenge on in base64', async () => {
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    const authenticate = () => Promise.reject(new ClaimsChallengeError(claims));
    const response = await openOffice({ authenticate }).handle(ask('Bearer t'));
    const header = response.headers.get('www-authenticate') ?? '';
    expect(header).toContain('error="insufficient_claims"');
    const told = /claims="([^"]+)"/.exec(header)?.[1] ?? '';
    expect(Buffer.from(told, 'base64').toString()).toBe(claims);
  });

  it('answers 503 with a time to come back where a token cannot be judged', async () => {
    const authenticate = () => Promise.reject(new UnavailableError('Key Vault', { retryAfterSeconds: 7 }));
    const response = await openOffice({ authenticate }).handle(ask('Bearer t'));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await response.text()).toContain('Key Vault cannot be reached');
  });

  it('leaves unexpected errors to the host', async () => {
    const authenticate = () => Promise.reject(new TypeError('mistake'));
    await expect(openOffice({ authenticate }).handle(ask('Bearer t'))).rejects.toThrow('mistake');
  });

  it.each(['GET', 'HEAD', 'DELETE'])(
    'challenges %s without a token, and says 405 with one',
    async (method) => {
      const office = openOffice();
      const without = await office.handle(new Request(`${publicUrl}/mcp`, { method }));
      expect(without.status).toBe(401);
      expect(without.headers.get('www-authenticate')).toBe(`Bearer ${pointer}`);
      const headers = { authorization: `Bearer ${goodToken}` };
      const withToken = await office.handle(new Request(`${publicUrl}/mcp`, { method, headers }));
      expect(withToken.status).toBe(405);
      expect(withToken.headers.get('allow')).toBe('POST, OPTIONS');
    },
  );
});

describe('the origin check', () => {
  const from = (origin: string, url = publicUrl, allowedOrigins: string[] = []) =>
    openOffice({ config: configWith({ publicUrl: url, allowedOrigins }) }).handle(
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
  ])('lets %s call %s', async (origin, url, allowed?: string[]) => {
    expect((await from(origin, url, allowed)).status).toBe(200);
  });

  it('lets programs without an Origin call', async () => {
    expect((await openOffice().handle(legacy('ping'))).status).toBe(200);
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
  ])('refuses %j to call %s', async (origin, url) => {
    const response = await from(origin, url);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_000 } });
  });
});
