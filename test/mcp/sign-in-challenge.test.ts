import { describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import { ClaimsChallengeError, EntraRefusedError, OAuthError, UnavailableError } from '../../src/errors.ts';
import type { GraphCaller } from '../../src/graph/graph-client.ts';
import { callerWith, legacy, modern, openEndpoint, ordinaryGraph, post } from '../kit/mcp-endpoint.ts';

const failing =
  (thrown: unknown): GraphCaller =>
  () =>
    Promise.reject(thrown);

type Body = {
  id: number;
  result: {
    isError?: boolean;
    content: { text: string }[];
    _meta?: Record<string, unknown>;
  };
};

const claude = { class: 'claude.ai', id: 'client-1' };
const codex = { class: 'https://chatgpt.com', id: 'https://chatgpt.com/oauth/codex/client.json' };
const pretender = { class: 'evil.example', id: 'client-2', assertedName: 'ChatGPT' };
const chatGpt = { class: 'chatgpt.com', id: 'client-3' };
const chatGptByDocument = { class: 'https://chatgpt.com', id: 'https://chatgpt.com/oauth/aB3x9/client.json' };

const errors = [
  ['a claims challenge', new ClaimsChallengeError('{"a":1}'), 401, 'error="insufficient_claims"'],
  ['a refusal by Entra', new EntraRefusedError('disabled', 50_057), 401, 'error="invalid_token"'],
  [
    'a missing scope',
    new OAuthError('invalid_token', 'Lacks.', { status: 403 }),
    403,
    'error="insufficient_scope"',
  ],
] as const;

const revisions = { '2025-11-25': legacy, '2026-07-28': modern };

describe.each([true, false])('a call whose caller has to sign in again (fast path %s)', (fastPath) => {
  const open = (client: typeof claude, graph: GraphCaller) =>
    openEndpoint({
      fastPath,
      graph,
      authenticate: async () => ({
        caller: callerWith({ client }),
        assertion: digestToken('entra-token'),
        expiresAt: 2e9,
      }),
    });
  const read = { name: 'read_note', arguments: { id: 'n1' } };

  describe.each(Object.entries(revisions))('in revision %s', (_revision, request) => {
    it.each(errors)(
      'gets an HTTP challenge with an error result as the body: %s',
      async (_what, error, status, part) => {
        for (const client of [claude, codex, pretender]) {
          const response = await open(client, failing(error)).handle(request('tools/call', read));
          expect(response.status).toBe(status);
          expect(response.headers.get('content-type')).toBe('application/json');
          expect(response.headers.get('cache-control')).toBe('no-store');
          const challenge = response.headers.get('www-authenticate') ?? '';
          expect(challenge).toContain(part);
          expect(challenge).toContain('error_description="');
          expect(challenge).toContain('/.well-known/oauth-protected-resource/mcp?preset=all"');
          const { id, result } = (await response.json()) as Body;
          expect([id, result.isError, result._meta?.['mcp/www_authenticate']]).toEqual([
            1,
            true,
            [challenge],
          ]);
          expect(result.content[0]?.text).toContain('sign in again');
        }
      },
    );

    it.each(errors)(
      'gets an error result with status 200 for ChatGPT: %s',
      async (_what, error, _status, part) => {
        for (const client of [chatGpt, chatGptByDocument]) {
          const response = await open(client, failing(error)).handle(request('tools/call', read));
          expect(response.status).toBe(200);
          const { result } = (await response.json()) as Body;
          expect(result.isError).toBe(true);
          expect(result._meta?.['mcp/www_authenticate']).toEqual([expect.stringContaining(part)]);
        }
      },
    );
  });

  it('keeps serverInfo next to the challenge in the metadata of the result', async () => {
    const endpoint = open(chatGpt, failing(new ClaimsChallengeError('{}')));
    const { result } = (await (await endpoint.handle(modern('tools/call', read))).json()) as Body;
    expect(Object.keys(result._meta ?? {}).toSorted()).toEqual([
      'io.modelcontextprotocol/serverInfo',
      'mcp/www_authenticate',
    ]);
  });

  it.each([claude, chatGpt])(
    'gets no challenge after a write, because a client would repeat the write',
    async (client) => {
      let sent = 0;
      const graph: GraphCaller = (...call) =>
        (sent += 1) === 1 ? ordinaryGraph(...call) : Promise.reject(new ClaimsChallengeError('{}'));
      const edit = { name: 'edit_note', arguments: { ids: ['1', '2'], text: 't' } };
      const response = await open(client, graph).handle(legacy('tools/call', edit));
      expect(response.status).toBe(200);
      expect(response.headers.has('www-authenticate')).toBe(false);
      const { result } = (await response.json()) as Body;
      expect([result.isError, result._meta]).toEqual([true, undefined]);
    },
  );

  it('gets a 503 without a challenge during an outage', async () => {
    const response = await open(chatGpt, failing(new UnavailableError('Key Vault'))).handle(
      legacy('tools/call', read),
    );
    expect(response.status).toBe(503);
  });

  it('causes its entire batch to be refused', async () => {
    const call = (id: number) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: read });
    const response = await open(claude, failing(new ClaimsChallengeError('{}'))).handle(
      post([call(1), call(2)]),
    );
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'insufficient_claims' });
  });

  it('does not hide the results of other calls in the batch, because a client would repeat their writes', async () => {
    const graph: GraphCaller = (permission, request, context) =>
      request.method === 'PATCH'
        ? ordinaryGraph(permission, request, context)
        : Promise.reject(new ClaimsChallengeError('{}'));
    const edit = { name: 'edit_note', arguments: { ids: ['1'], text: 't' } };
    const call = (id: number, params: unknown) => ({ jsonrpc: '2.0', id, method: 'tools/call', params });
    const response = await open(claude, graph).handle(post([call(1, edit), call(2, read)]));
    expect(response.status).toBe(200);
    const [written, refused] = (await response.json()) as [Body, Body];
    expect(written.result.content[0]?.text).toBe('Wrote 1.');
    expect(refused.result).toMatchObject({
      isError: true,
      _meta: { 'mcp/www_authenticate': [expect.any(String)] },
    });
    expect(refused.result.content[0]?.text).toContain('sign in again');
  });

  it('gets no challenge if it failed for another reason', async () => {
    const response = await open(chatGpt, failing(new TypeError('mistake'))).handle(
      legacy('tools/call', read),
    );
    const { result } = (await response.json()) as Body;
    expect([response.status, result.isError, result._meta]).toEqual([200, true, undefined]);
  });
});

describe('the fast path and the SDK', () => {
  it.each(Object.entries(revisions))(
    'return challenges with the same bytes in revision %s',
    async (_revision, request) => {
      const answers = [true, false].map(async (fastPath) => {
        const graph = failing(new ClaimsChallengeError('{}'));
        const response = await openEndpoint({ fastPath, graph }).handle(
          request('tools/call', { name: 'read_note', arguments: { id: 'n1' } }),
        );
        return { status: response.status, headers: [...response.headers], body: await response.text() };
      });
      const [fast, slow] = await Promise.all(answers);
      expect(fast).toEqual(slow);
      expect(fast?.status).toBe(401);
    },
  );
});
