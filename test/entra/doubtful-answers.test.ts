import { describe, expect, it } from 'vitest';

import type { AuthenticationResult, ConfidentialClientApplication } from '@azure/msal-node';

import { digestToken } from '../../src/base/sha256.ts';
import { AccountNotAllowedError } from '../../src/entra/check-claims.ts';
import type { Exchange } from '../../src/entra/exchange.ts';
import { createOnBehalfOf } from '../../src/entra/on-behalf-of.ts';
import { createSignIn } from '../../src/entra/sign-in.ts';
import type { EntraPerson } from '../../src/entra/entra-types.ts';
import { EntraRefusedError, OAuthError, UnavailableError } from '../../src/errors.ts';
import { startEntra } from '../../src/standins/entra/start-entra.ts';
import { configFor } from '../kit/oauth/entra-client.ts';
import { silentLog } from '../kit/logs/log-to.ts';

const person: EntraPerson = {
  tid: 'tenant',
  oid: 'ana',
  name: 'Ana',
  username: 'ana@contoso.example',
  roles: [],
  scopes: ['access_as_user'],
  azp: 'app',
  expiresAt: 2e9,
};

type Result = Partial<AuthenticationResult> | null;

const entra = await startEntra();
const config = configFor(entra);
await entra.close();

/** Creates a fake msal-node that returns this result and records its calls. */
function answering(result: Result) {
  const asked: Record<string, unknown>[] = [];
  const take = async (request: Record<string, unknown>) => {
    asked.push(request);
    return result;
  };
  const client = {
    acquireTokenByCode: take,
    acquireTokenByRefreshToken: take,
    acquireTokenOnBehalfOf: take,
    getTokenCache: () => ({ serialize: () => '{"RefreshToken":{"a":{"secret":"next"}}}' }),
  };
  const exchange: Exchange = (_what, work) => work(client as unknown as ConfidentialClientApplication);
  return { exchange, asked };
}

const signInWith = (result: Result, verify: () => Promise<EntraPerson> = async () => person) =>
  createSignIn({ config, exchange: answering(result).exchange, verify, now: Date.now, log: silentLog });
const redeeming = (idTokenClaims: object) =>
  signInWith({ accessToken: 'token', idTokenClaims }).redeem({ code: 'c', codeVerifier: 'v', nonce: 'n' });
const refreshing = (tid: string) =>
  signInWith({ accessToken: 'token', idTokenClaims: {} }).refresh({ refreshToken: 'r', tid });

describe('a response from Entra', () => {
  it('is accepted if both tokens identify the same user', async () => {
    await expect(redeeming({ tid: 'tenant', oid: 'ana' })).resolves.toMatchObject({
      person,
      refreshToken: 'next',
    });
  });

  it.each([{ tid: 'tenant', oid: 'ben' }, { tid: 'other', oid: 'ana' }, { tid: 'tenant' }, {}])(
    'is refused if the ID token identifies the user as %j',
    async (claims) => {
      await expect(redeeming(claims)).rejects.toBeInstanceOf(EntraRefusedError);
    },
  );

  it('is accepted after a refresh only if it is for the requested tenant', async () => {
    await expect(refreshing('tenant')).resolves.toMatchObject({ person });
    await expect(refreshing('other')).rejects.toBeInstanceOf(EntraRefusedError);
  });

  it('is treated as an error if it contains no tokens', async () => {
    await expect(signInWith(null).refresh({ refreshToken: 'r', tid: 'tenant' })).rejects.toThrow(/no tokens/);
  });

  it('is reported as a refusal only if the account is not allowed, and as an outage if the token cannot be used or verified', async () => {
    const refusing = (error: Error) =>
      // oxlint-disable-next-line promise/no-promise-in-callback -- the verifier is a function that rejects
      signInWith({ accessToken: 'token', idTokenClaims: {} }, () => Promise.reject(error)).refresh({
        refreshToken: 'r',
        tid: 'tenant',
      });
    await expect(
      refusing(new OAuthError('invalid_token', 'Guests may not.', { cause: new AccountNotAllowedError() })),
    ).rejects.toMatchObject({
      name: 'EntraRefusedError',
      message: expect.stringMatching(/^Guests may not\. .+Open: http/),
    });
    await expect(refusing(new OAuthError('invalid_token', 'No scope.'))).rejects.toMatchObject({
      name: 'UnavailableError',
      message: expect.stringMatching(/^No scope\. .+Open: http/),
    });
    const outage = new UnavailableError('Entra');
    await expect(refusing(outage)).rejects.toBe(outage);
  });
});

describe('an On-Behalf-Of exchange', () => {
  /** An hour from now by the system clock, which msal-node uses. */
  const soon = new Date(Date.now() + 3_600_000);
  const given = { accessToken: 'graph', scopes: ['https://graph.microsoft.com/Mail.Read'], expiresOn: soon };
  const exchanging = (result: Result) => {
    const { exchange, asked } = answering(result);
    const onBehalfOf = createOnBehalfOf({ config, exchange, now: () => 1_700_000_000_000 });
    const { signal } = new AbortController();
    const ask = (claims?: string) =>
      onBehalfOf({
        assertion: digestToken('a'),
        tid: 'tenant',
        signal,
        ...(claims !== undefined && { claims }),
      });
    return { ask, asked };
  };

  it("bypasses msal-node's cache and returns the expiry in seconds", async () => {
    const { ask, asked } = exchanging(given);
    const { expiresAt, ...graph } = await ask();
    expect(graph).toEqual({ token: 'graph', scopes: ['Mail.Read'] });
    expect(expiresAt).toBeLessThanOrEqual(1_700_003_600);
    expect(expiresAt).toBeGreaterThan(1_700_003_600 - 30);
    expect(asked).toEqual([
      { oboAssertion: 'a', scopes: ['https://graph.microsoft.com/.default'], skipCache: true },
    ]);
  });

  it('passes claims on and does not share results between requests with different claims', async () => {
    const { ask, asked } = exchanging(given);
    await Promise.all([ask(), ask('{"one":1}'), ask('{"one":1}'), ask('{"two":2}')]);
    expect(asked.map(({ claims }) => claims)).toEqual([undefined, '{"one":1}', '{"two":2}']);
  });

  it('reuses a list of permissions as long as the permissions do not change', async () => {
    const answer = { ...given };
    const { ask } = exchanging(answer);
    const [first, second] = [await ask(), await ask('{"one":1}')];
    expect(second.scopes).toBe(first.scopes);
    answer.scopes = ['https://graph.microsoft.com/Files.Read'];
    expect((await ask('{"two":2}')).scopes).toEqual(['Files.Read']);
    expect(first.scopes).toEqual(['Mail.Read']);
  });

  it.each<[string, Result]>([
    ['nothing', null],
    ['a token without an expiry time', { ...given, expiresOn: null }],
  ])('fails and is not cached if it returns %s', async (_what, result) => {
    const { ask, asked } = exchanging(result);
    await expect(ask()).rejects.toThrow(/no token/);
    await expect(ask()).rejects.toThrow(/no token/);
    expect(asked).toHaveLength(2);
  });
});
