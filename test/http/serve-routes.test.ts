import { beforeEach, describe, expect, it } from 'vitest';

import { HttpError, OAuthError, UnavailableError } from '../../src/errors.ts';
import { html } from '../../src/http/response/respond.ts';
import { ask, fail, lines } from './serve-kit.ts';

beforeEach(() => {
  lines.length = 0;
});

describe('every response', () => {
  it('has the request id and the security headers', async () => {
    const { headers } = await ask('/data');
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-request-id': 'request-1',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'strict-transport-security': 'max-age=31536000',
    });
  });

  it('has no Strict-Transport-Security on a loopback origin', async () => {
    const { headers } = await ask('/data', undefined, { publicUrl: 'http://localhost:7071' });
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('has a content security policy if it is a page, and its own policy if it sets one', async () => {
    const plain = await ask('/page', () => html('<p>'));
    expect(plain.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(plain.headers.get('x-frame-options')).toBe('DENY');
    const own = await ask('/page', () => html('<p>', { headers: { 'content-security-policy': 'own' } }));
    expect(own.headers.get('content-security-policy')).toBe('own');
    expect((await ask('/data')).headers.has('content-security-policy')).toBe(false);
  });

  it('has no body for HEAD, but the same headers as for GET', async () => {
    const response = await ask('/data', undefined, { method: 'HEAD' });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
  });

  it('is logged in one line without the query', async () => {
    await ask('/data?code=secret-code');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'info', fields: { path: '/data', status: 200, method: 'GET' } });
    expect(JSON.stringify(lines)).not.toContain('secret-code');
  });

  it('is returned only after its log line is written', async () => {
    lines.length = 0;
    const steps: string[] = [];
    const written = async () => {
      await new Promise(setImmediate);
      steps.push(`written: ${lines.map(({ event }) => event).join()}`);
    };
    await ask('/data', undefined, { written });
    steps.push('returned');
    expect(steps).toEqual(['written: request', 'returned']);
  });

  it('is logged only at debug level if the request is a probe', async () => {
    await ask('/healthz');
    expect(lines.map(({ level }) => level)).toEqual(['debug']);
  });
});

describe('routes', () => {
  it.each(['/data', '/DATA', '/data/', '/Data/?x=1'])(
    'are matched as the platform would match them: %s',
    async (path) => {
      expect((await ask(path)).status).toBe(200);
    },
  );

  it('respond with 404 for an unknown path, and with a page if the client accepts HTML', async () => {
    const data = await ask('/nothing', undefined, { headers: { accept: 'application/json' } });
    expect(data.status).toBe(404);
    expect(await data.json()).toMatchObject({ error: 'not_found' });
    const page = await ask('/nothing', undefined, { headers: { accept: 'text/html,*/*' } });
    expect(page.status).toBe(404);
    expect(page.headers.get('content-type')).toContain('text/html');
  });

  it('respond with 405 and Allow for an unsupported method', async () => {
    const response = await ask('/data', undefined, { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect((await ask('/page', undefined, { method: 'OPTIONS' })).status).toBe(405);
  });
});

describe('scripts from other origins', () => {
  const preflight = (path: string, headers: string) =>
    ask(path, undefined, {
      method: 'OPTIONS',
      headers: { origin: 'https://other.example', 'access-control-request-headers': headers },
    });

  it('can call an open route, because the preflight needs no token', async () => {
    const response = await preflight('/data', 'authorization, mcp-method, mcp-param-region');
    expect(response.status).toBe(204);
    const allowed = response.headers.get('access-control-allow-headers')?.split(', ');
    expect(allowed).toEqual(
      expect.arrayContaining(['authorization', 'mcp-protocol-version', 'mcp-name', 'mcp-param-region']),
    );
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, OPTIONS');
    expect(response.headers.has('access-control-allow-credentials')).toBe(false);
  });

  it.each([
    'x-requested-with',
    'cache-control',
    'pragma',
    'sentry-trace',
    'baggage',
    'traceparent',
    'x-api-key',
    'x_custom.header~1',
  ])('can send the header %s', async (name) => {
    const response = await preflight('/data', `Authorization,${name.toUpperCase()}`);
    expect(response.headers.get('access-control-allow-headers')?.split(', ')).toContain(name);
  });

  it('cannot send headers with invalid names, or more than fifty additional headers', async () => {
    const names = ['a b', '*', '', 'ä', 'x"y', 'a;b', 'x'.repeat(101), 'good-one'];
    const odd = await preflight(
      '/data',
      names.map((name) => encodeURI(name).replaceAll('%20', ' ')).join(','),
    );
    const allowed = odd.headers.get('access-control-allow-headers')?.split(', ') ?? [];
    expect(allowed).toContain('good-one');
    for (const name of ['a b', '*', '', 'x"y', 'a;b', 'x'.repeat(101)]) expect(allowed).not.toContain(name);
    const many = await preflight('/data', Array.from({ length: 500 }, (_, index) => `x-${index}`).join(','));
    const kept = many.headers.get('access-control-allow-headers')?.split(', ') ?? [];
    expect(kept.filter((name) => /^x-\d+$/.test(name))).toHaveLength(50);
  });

  it.each(['/.well-known/nothing', '/.well-known/oauth-authorization-server/mcp'])(
    'can request %s and see that it does not exist',
    async (path) => {
      const asked = await preflight(path, 'mcp-protocol-version');
      expect(asked.status).toBe(204);
      expect(asked.headers.get('access-control-allow-origin')).toBe('*');
      expect(asked.headers.get('access-control-allow-headers')).toContain('mcp-protocol-version');
      expect(asked.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
      const response = await ask(path, undefined, { headers: { accept: 'text/html,*/*' } });
      expect(response.status).toBe(404);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toMatchObject({ error: 'not_found' });
    },
  );

  it('get no preflight response for unknown addresses outside /.well-known/', async () => {
    for (const path of ['/nothing', '/x/.well-known/y', '/.well-knowns']) {
      expect((await preflight(path, 'accept')).status).toBe(404);
    }
  });

  it("can read an open route's responses, including refusals and their challenges", async () => {
    const response = await ask('/data', fail(new OAuthError('invalid_token', 'Sign in.')));
    expect(response.status).toBe(401);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('www-authenticate');
  });

  it('cannot call or read a page', async () => {
    expect((await preflight('/page', 'content-type')).status).toBe(405);
    expect((await ask('/page')).headers.has('access-control-allow-origin')).toBe(false);
  });
});

describe('an error', () => {
  it('keeps its code and headers if it is an OAuth error', async () => {
    const headers = { 'www-authenticate': 'Basic realm="token"' };
    const response = await ask(
      '/data',
      fail(new OAuthError('invalid_client', 'Unknown client.', { headers })),
    );
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="token"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ error: 'invalid_client', error_description: 'Unknown client.' });
  });

  it('is rendered as a page if it occurs on a page route', async () => {
    const response = await ask('/page', fail(new HttpError(403, 'Guests may not.')));
    expect(response.status).toBe(403);
    expect(await response.text()).toBe('<p>Guests may not.</p>');
  });

  it('becomes a 503 response with Retry-After if it comes from a dependency, and its cause appears only in the log', async () => {
    const cause = Object.assign(new Error('secret within'), { code: 'ECONNREFUSED' });
    const response = await ask(
      '/data',
      fail(new UnavailableError('Key Vault', { retryAfterSeconds: 7, cause })),
    );
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(lines[0]).toMatchObject({ event: 'unavailable', fields: { cause: 'Error ECONNREFUSED' } });
    expect(JSON.stringify(lines)).not.toContain('secret within');
  });

  it('becomes a 500 response with only the request id if it is unexpected', async () => {
    const response = await ask('/data', fail(new TypeError('token=secret')));
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(body).toContain('request-1');
    expect(body + JSON.stringify(lines)).not.toContain('token=secret');
    expect(lines[0]).toMatchObject({ level: 'error', fields: { error: 'TypeError' } });
    expect(lines[0]?.fields.at).toContain('serve-routes.test.ts');
  });
});

describe('the limits on a request', () => {
  it('apply to a body with a Content-Length over the limit, but not to one below it', async () => {
    const body = (length: string) => ({ method: 'POST', body: 'x', headers: { 'content-length': length } });
    expect((await ask('/data', undefined, body('4194305'))).status).toBe(413);
    expect((await ask('/data', undefined, body('1'))).status).toBe(200);
  });

  it('include a deadline that ends the request if the handler does not finish in time', async () => {
    const response = await ask('/data', () => new Promise(() => {}), { seconds: 0.001 });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
  });
});
