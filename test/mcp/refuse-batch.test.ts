import { describe, expect, it } from 'vitest';

import { HttpError } from '../../src/errors.ts';
import { callerWith, goodToken, openOffice, post } from '../kit/mcp-office.ts';

/** So many calls in one request, in a revision. */
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

describe('a batch', () => {
  it.each([undefined, '2025-03-26'])('of %s, the revision that has them, is answered', async (revision) => {
    const office = openOffice();
    const response = await office.handle(batch(20, revision));
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveLength(20);
    expect(office.requests).toHaveLength(20);
  });

  it.each([
    [2, '2025-06-18'],
    [2, '2025-11-25'],
    [2, '2026-07-28'],
    [21, '2025-03-26'],
    [21, undefined],
    [30_000, undefined],
  ])('of %i messages in revision %s is refused whole, and nothing is done', async (count, revision) => {
    const office = openOffice();
    const response = await office.handle(batch(count, revision));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      id: null,
      error: { code: -32_600, message: expect.stringContaining('one message at a time') as string },
    });
    expect([office.requests, office.audits]).toEqual([[], []]);
  });

  it('counts as many calls of the person as it has messages', async () => {
    const office = openOffice();
    await office.handle(batch(7));
    expect(office.authentications).toEqual(Array(7).fill(goodToken));
  });

  it('that would be a call too many is not begun', async () => {
    let left = 5;
    const office = openOffice({
      authenticate: async () => {
        if (left-- === 0) throw new HttpError(429, 'Too many requests.');
        return { caller: callerWith(), assertion: 'entra-token', expiresAt: 2e9 };
      },
    });
    await expect(office.handle(batch(6))).rejects.toMatchObject({ status: 429 });
    expect(office.requests).toEqual([]);
  });
});
