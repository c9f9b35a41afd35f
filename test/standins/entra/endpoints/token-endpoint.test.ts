import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../../../src/standins/tenant/people.ts';
import { aadsts, requestToken, codeFor, redirectUri, type TokenResponse } from '../entra-flow.ts';
import { pkce } from '../../../kit/oauth/pkce.ts';

let entra: EntraStandIn;
let clock = Date.UTC(2026, 10, 21, 9);
beforeAll(async () => {
  entra = await startEntra({ now: () => clock });
});
afterAll(() => entra.close());

const byCode = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
const minutes = (count: number) => count * 60_000;

async function tokensFor(alias: string, changes: Record<string, string> = {}): Promise<TokenResponse> {
  return (await requestToken(entra, byCode(await codeFor(entra, alias, changes)))).body;
}

describe('an authorization code from the Entra stand-in', () => {
  it('can be used only once', async () => {
    const code = await codeFor(entra, 'ana.silva');
    expect((await requestToken(entra, byCode(code))).status).toBe(200);
    const again = await requestToken(entra, byCode(code));
    expect([again.status, again.body.error, aadsts(again)]).toEqual([400, 'invalid_grant', 54005]);
  });

  it('requires the matching code verifier and stays valid after a wrong verifier', async () => {
    const { verifier, challenge } = pkce();
    const code = await codeFor(entra, 'ana.silva', {
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    expect(aadsts(await requestToken(entra, byCode(code)))).toBe(50148);
    expect(aadsts(await requestToken(entra, { ...byCode(code), code_verifier: pkce().verifier }))).toBe(
      501481,
    );
    expect((await requestToken(entra, { ...byCode(code), code_verifier: verifier })).status).toBe(200);
  });

  it('is bound to its redirect URI', async () => {
    const code = await codeFor(entra, 'ana.silva');
    const answer = await requestToken(entra, {
      ...byCode(code),
      redirect_uri: 'http://127.0.0.1:7071/callback',
    });
    expect(aadsts(answer)).toBe(500112);
  });

  it('expires after ten minutes', async () => {
    const [fresh, old] = [await codeFor(entra, 'ana.silva'), await codeFor(entra, 'ana.silva')];
    clock += minutes(9);
    expect((await requestToken(entra, byCode(fresh))).status).toBe(200);
    clock += minutes(2);
    expect(aadsts(await requestToken(entra, byCode(old)))).toBe(70008);
  });

  it('is refused if the account has been disabled', async () => {
    const code = await codeFor(entra, 'ivo.martens');
    entra.control.disable('ivo.martens');
    expect(aadsts(await requestToken(entra, byCode(code)))).toBe(50057);
    entra.control.enable('ivo.martens');
  });

  it('can be exchanged for an ID token and a refresh token only if their scopes were requested', async () => {
    const bare = await tokensFor('ana.silva', { scope: `${demoTenant.clientId}/access_as_user` });
    expect(Object.keys(bare)).not.toContain('id_token');
    expect(Object.keys(bare)).not.toContain('refresh_token');
    const full = await tokensFor('ana.silva');
    expect(full.id_token).toBeTruthy();
    expect(full.refresh_token).toBeTruthy();
  });
});

describe('an access token from the Entra stand-in', () => {
  it.each([
    ['ana.silva', { acct: 0, roles: [], azpacr: '1' }],
    ['goran.petrov', { roles: ['Audit.Reader'] }],
    ['lena.fischer', { acct: 1 }],
    ['mira.novak', { _claim_names: { groups: 'src1' } }],
  ])('contains the claims of %s', async (alias, claims) => {
    const token = (await tokensFor(alias)).access_token ?? '';
    expect(decodeJwt(token)).toMatchObject(claims);
    expect(decodeJwt(token)).not.toHaveProperty('groups');
  });

  it('contains group claims if the registration enables them', async () => {
    const other = await startEntra({ groupClaims: true });
    const groups = decodeJwt(await other.accessTokenFor('ana.silva'))['groups'];
    await other.close();
    expect(groups).toHaveLength(1);
  });

  it('has no role after a refresh if the user has the loses-role quirk', async () => {
    const first = await tokensFor('olga.markova');
    expect(decodeJwt(first.access_token ?? '')['roles']).toEqual(['Audit.Reader']);
    const refreshed = await requestToken(entra, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    });
    expect(decodeJwt(refreshed.body.access_token ?? '')['roles']).toEqual([]);
  });
});

describe('a refresh token from the Entra stand-in', () => {
  const refresh = (token: string | undefined, changes: Record<string, string> = {}) =>
    requestToken(entra, { grant_type: 'refresh_token', refresh_token: token, ...changes });

  it('stays valid after use', async () => {
    const { refresh_token: first } = await tokensFor('ana.silva');
    const answer = await refresh(first);
    expect(answer.body.refresh_token).not.toBe(first);
    expect((await refresh(answer.body.refresh_token)).status).toBe(200);
    expect((await refresh(first)).status).toBe(200);
  });

  it.each([
    ['unknown', 70000, () => Promise.resolve('1.unknown')],
    [
      'revoked',
      50173,
      async () => {
        const { refresh_token: token } = await tokensFor('emil.larsen');
        entra.control.revokeRefreshTokens('emil.larsen');
        return token;
      },
    ],
    [
      'unused for ninety days',
      700082,
      async () => {
        const { refresh_token: token } = await tokensFor('ana.silva');
        clock += minutes(91 * 24 * 60);
        return token;
      },
    ],
  ])('is refused when %s', async (_name, code, token) => {
    const answer = await refresh(await token());
    expect([answer.status, answer.body.error, aadsts(answer)]).toEqual([400, 'invalid_grant', code]);
  });

  it('is refused while the account is disabled', async () => {
    const { refresh_token: token } = await tokensFor('ivo.martens');
    entra.control.disable('ivo.martens');
    expect(aadsts(await refresh(token))).toBe(50057);
    entra.control.enable('ivo.martens');
    expect((await refresh(token)).status).toBe(200);
  });

  it('satisfies a claims request only if the sign-in satisfied the request', async () => {
    const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const { refresh_token: plain } = await tokensFor('julia.brandt');
    const refused = await refresh(plain, { claims });
    expect(refused.body).toMatchObject({ error: 'interaction_required', error_codes: [50076], claims });
    const { refresh_token: strong } = await tokensFor('julia.brandt', { claims });
    const answer = await refresh(strong, { claims });
    expect(decodeJwt(answer.body.access_token ?? '')['acrs']).toEqual(['c1']);
  });
});

describe('the token endpoint of the Entra stand-in', () => {
  it("returns errors in Entra's format", async () => {
    const { headers, body } = await requestToken(entra, { grant_type: 'password' });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({
      error: 'unsupported_grant_type',
      error_description: expect.stringMatching(
        /^AADSTS70003: .* Trace ID: [\w-]{36} Correlation ID: [\w-]{36} Timestamp: 20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
      ),
      error_codes: [70003],
      trace_id: expect.any(String),
    });
  });

  it("returns the caller's correlation id", async () => {
    const id = createHash('sha256').update('x').digest('hex').slice(0, 36);
    const { body } = await requestToken(entra, { grant_type: 'password', 'client-request-id': id });
    expect(body.correlation_id).toBe(id);
  });
});
