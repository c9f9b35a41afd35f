import { describe, expect, it } from 'vitest';

import { script } from './scripts.ts';

type Rest = { request: (method: string, path: string, more?: object) => Promise<unknown> };
type Create = (context: object) => Rest;
const { createRest } = await script<{ createRest: Create }>('scripts/azd/base/rest.js');

const { errorMessage } = await script<{ errorMessage: (error: unknown) => string }>('scripts/azd/hook.js');

/** Creates a client whose service gives these responses in order and repeats the last response. */
function open(...responses: readonly (() => Response)[]) {
  const sent: RequestInit[] = [];
  const waits: number[] = [];
  const fetch = async (_url: URL, init: RequestInit) => {
    sent.push(init);
    return responses[Math.min(sent.length, responses.length) - 1]!();
  };
  const rest = createRest({
    name: 'Azure',
    origin: 'https://management.azure.com',
    token: () => Promise.resolve('token'),
    signIn: () => 'azd auth login',
    sleep: (ms: number) => {
      waits.push(ms);
      return Promise.resolve();
    },
    fetch,
  });
  return { rest, sent, waits };
}

const ok = () => Response.json({ done: true });
const failed =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response(JSON.stringify({ error: { code: 'Busy', message: 'busy' } }), { status, headers });

describe('a request from a hook', () => {
  it('is not sent again after a service failure if it may have taken effect', async () => {
    const { rest, sent } = open(failed(500), ok);
    await expect(rest.request('POST', '/restore')).rejects.toThrow(/500 Busy/);
    expect(sent).toHaveLength(1);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
    'is sent again after a service failure if its method is %s',
    async (method) => {
      const { rest, sent } = open(failed(500), ok);
      expect(await rest.request(method, '/x')).toEqual({ done: true });
      expect(sent).toHaveLength(2);
    },
  );

  it('waits as long as the service asks', async () => {
    const { rest, waits } = open(failed(429, { 'retry-after': '17' }), failed(503), ok);
    await rest.request('POST', '/x');
    expect(waits).toEqual([17_000, 4_000]);
  });

  it('is abandoned after six attempts', async () => {
    const { rest, sent } = open(failed(503));
    await expect(rest.request('GET', '/x')).rejects.toThrow(/503/);
    expect(sent).toHaveLength(6);
  });

  it.each([
    ['ENOTFOUND', /^Azure cannot be reached \(ENOTFOUND\)\. .+NODE_USE_ENV_PROXY=1/],
    ['ECONNRESET', /^Azure cannot be reached \(ECONNRESET\)\. .+NODE_USE_ENV_PROXY=1/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /certificate.+NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /certificate.+NODE_EXTRA_CA_CERTS/],
  ])('fails with advice on what to check if there is no response because of %s', async (code, sentence) => {
    const { rest, sent } = open(() => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
    });
    const failure = rest.request('GET', '/x').catch((error: unknown) => error);
    const message = errorMessage(await failure);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/\. It is safe to run azd again once this is fixed\.$/);
    expect(sent).toHaveLength(code.includes('CERT') ? 1 : 6);
  });

  it.each(['The client has no authorization', 'The client has no authorization.'])(
    "fails with the service's reason, ending in exactly one full stop: %s",
    async (message) => {
      const { rest } = open(() => Response.json({ error: { code: 'Denied', message } }, { status: 403 }));
      const failure = rest.request('GET', '/x').catch((error: unknown) => error);
      expect(errorMessage(await failure)).toBe(
        'Azure GET /x: 403 Denied: The client has no authorization. It is safe to run azd again once this is fixed.',
      );
    },
  );

  it('does not follow a redirect, which could send the token to another host', async () => {
    const { rest, sent } = open(ok);
    await rest.request('GET', '/x');
    expect(sent[0]).toMatchObject({ redirect: 'error' });
  });

  it('is not sent again if the user has to sign in', async () => {
    const { rest, sent } = open(failed(401), ok);
    await expect(rest.request('GET', '/x')).rejects.toThrow(/Run azd auth login/);
    expect(sent).toHaveLength(1);
  });
});
