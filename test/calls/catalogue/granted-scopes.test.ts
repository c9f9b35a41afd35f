import { describe, expect, it } from 'vitest';

import { digestToken } from '../../../src/base/sha256.ts';
import { createGrantedScopes } from '../../../src/calls/catalogue/granted-scopes.ts';
import { UnavailableError } from '../../../src/errors.ts';
import { callerWith } from '../../kit/mcp-endpoint.ts';

const context = {
  admission: { caller: callerWith(), assertion: digestToken('entra-token'), expiresAt: 2e9 },
  requestId: 'request-1',
  traceparent: undefined,
};
const token = (scopes: readonly string[]) => ({ token: 'graph-token', scopes, expiresAt: 2e9 });

describe('the granted permissions', () => {
  it("are read from the caller's On-Behalf-Of token", async () => {
    const asked: unknown[] = [];
    const granted = createGrantedScopes(async (request) => {
      asked.push(request);
      return token(['Mail.Read']);
    });
    expect(await granted(context)).toEqual(['Mail.Read']);
    expect(asked).toMatchObject([
      {
        assertion: digestToken('entra-token'),
        tid: context.admission.caller.tid,
        origin: { requestId: 'request-1' },
      },
    ]);
  });

  it.each([
    ['the exchange fails', async () => Promise.reject(new UnavailableError('Entra'))],
    ['the exchange takes too long', () => new Promise<never>(() => {})],
    ['the token response names none', async () => token([])],
  ])('are unknown if %s', async (_what, exchange) => {
    expect(await createGrantedScopes(exchange, 1)(context)).toBeUndefined();
  });
});
