import { describe, expect, it } from 'vitest';

import { digestToken } from '../../src/base/sha256.ts';
import { HttpError } from '../../src/errors.ts';
import { callerWith, goodToken, openEndpoint, post } from '../kit/mcp-endpoint.ts';

/** Sends one request with `count` calls. */
const batch = (count: number, revision?: string) =>
  post(
    Array.from({ length: count }, (_, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'read_note', arguments: { id: `n${id}` } },
    })),
    { 'mcp-protocol-version': revision },
  );

const callWithId = (id: number | string) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'read_note', arguments: { id: 'n1' } },
});

describe('a batch', () => {
  it.each([undefined, '2025-03-26'])('is answered in revision %s', async (revision) => {
    const endpoint = openEndpoint();
    const response = await endpoint.handle(batch(20, revision));
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveLength(20);
    expect(endpoint.requests).toHaveLength(20);
  });

  it.each([
    [2, '2025-06-18'],
    [2, '2025-11-25'],
    [2, '2026-07-28'],
    [21, '2025-03-26'],
    [21, undefined],
    [6_000, undefined],
  ])('is refused as a whole and not executed: %i messages in revision %s', async (count, revision) => {
    const endpoint = openEndpoint();
    const response = await endpoint.handle(batch(count, revision));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      id: null,
      error: { code: -32_600, message: expect.stringContaining('one message at a time') as string },
    });
    expect([endpoint.requests, endpoint.audits]).toEqual([[], []]);
  });

  it('counts as one call by the user for each of its messages', async () => {
    const endpoint = openEndpoint();
    await endpoint.handle(batch(7));
    expect(endpoint.authentications).toEqual(Array(7).fill(goodToken));
  });

  it('is not started if it exceeds the rate limit', async () => {
    let left = 5;
    const endpoint = openEndpoint({
      authenticate: async () => {
        if (left-- === 0) throw new HttpError(429, 'Too many requests.');
        return { caller: callerWith(), assertion: digestToken('entra-token'), expiresAt: 2e9 };
      },
    });
    await expect(endpoint.handle(batch(6))).rejects.toMatchObject({ status: 429 });
    expect(endpoint.requests).toEqual([]);
  });

  it.each([
    ['no message', [], 'is empty'],
    ['a duplicate id', [1, 2, 1], 'same id'],
    ['a duplicate text id', ['a', 'a'], 'same id'],
  ])('is refused as a whole and not executed if it contains %s', async (_what, ids, words) => {
    const endpoint = openEndpoint();
    const response = await endpoint.handle(post(ids.map(callWithId)));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      id: null,
      error: { code: -32_600, message: expect.stringContaining(words) as string },
    });
    expect([endpoint.requests, endpoint.audits]).toEqual([[], []]);
  });

  it('may contain the same id as a number and as text, and several notifications', async () => {
    const told = { jsonrpc: '2.0', id: null, method: 'notifications/initialized' };
    const response = await openEndpoint().handle(post([callWithId(1), callWithId('1'), told, told]));
    const answers = (await response.json()) as { id: unknown }[];
    expect(answers.map(({ id }) => id)).toEqual([1, '1']);
  });

  it('gets a list as its answer if it contains a single request', async () => {
    const response = await openEndpoint().handle(post([callWithId(7)]));
    expect(await response.json()).toMatchObject([{ id: 7, result: { content: [{ type: 'text' }] } }]);
  });

  it('gets no answer if it contains only notifications', async () => {
    const response = await openEndpoint().handle(
      post([{ jsonrpc: '2.0', method: 'notifications/initialized' }]),
    );
    expect([response.status, await response.text()]).toEqual([202, '']);
  });
});
