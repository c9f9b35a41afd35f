import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ClaimsChallengeError, EntraRefusedError, UnavailableError } from '../../src/errors.ts';
import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { failureOf, openEntraClient, signInAt, type EntraClient } from '../kit/oauth/entra-client.ts';
import { pkce } from '../kit/oauth/pkce.ts';

let entra: EntraStandIn;
let client: EntraClient;
beforeAll(async () => {
  entra = await startEntra();
  client = openEntraClient(entra);
});
afterEach(() => {
  entra.control.outage('none');
  entra.control.changeManifest({ tokenVersion: 2, accountType: true });
});
afterAll(() => entra.close());

const mfa = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

async function codeOf(alias: string, at: EntraClient = client, claims?: string) {
  const { verifier: codeVerifier, challenge: codeChallenge } = pkce();
  const request = { state: 'the-state', nonce: 'the-nonce', codeChallenge, ...(claims && { claims }) };
  const answer = await signInAt(await at.signIn.authorizeUrl(request), alias);
  return { code: answer.get('code') ?? '', codeVerifier, nonce: 'the-nonce', state: answer.get('state') };
}
const signedIn = async (alias: string, at: EntraClient = client) => at.signIn.redeem(await codeOf(alias, at));

describe('an exchange for sign-in or refresh', () => {
  it("is recorded in telemetry with the id of the caller's request", async () => {
    const code = await codeOf('ana.silva');
    const first = await client.signIn.redeem({ ...code, origin: { requestId: 'q-code' } });
    const refreshToken = first.refreshToken ?? '';
    await client.signIn.refresh({ refreshToken, tid: demoTenant.id, origin: { requestId: 'q-refresh' } });
    expect(client.facts).toContainEqual(
      expect.objectContaining({ target: 'Entra', name: 'redeem code', requestId: 'q-code' }),
    );
    expect(client.facts).toContainEqual(
      expect.objectContaining({ target: 'Entra', name: 'refresh', requestId: 'q-refresh' }),
    );
  });
});

describe('the URL of the sign-in page', () => {
  it('requests our own scope with PKCE, nonce and state, and lets the user choose an account', async () => {
    const url = new URL(
      await client.signIn.authorizeUrl({ state: 's', nonce: 'n', codeChallenge: 'c'.repeat(43) }),
    );
    expect(url.origin + url.pathname).toBe(`${entra.origin}/${demoTenant.id}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: demoTenant.clientId,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: 'http://localhost:7071/callback',
      prompt: 'select_account',
      state: 's',
      nonce: 'n',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    });
    const scopes = url.searchParams.get('scope')?.split(' ').sort();
    expect(scopes).toEqual([`${demoTenant.clientId}/access_as_user`, 'offline_access', 'openid', 'profile']);
  });

  it('contains the given claims and login hint', async () => {
    const url = new URL(
      await client.signIn.authorizeUrl({
        state: 's',
        nonce: 'n',
        codeChallenge: 'c'.repeat(43),
        claims: mfa,
        loginHint: 'ana.silva@contoso.example',
      }),
    );
    expect(JSON.parse(url.searchParams.get('claims') ?? '')).toMatchObject(JSON.parse(mfa));
    expect(url.searchParams.get('login_hint')).toBe('ana.silva@contoso.example');
    expect(url.searchParams.has('prompt')).toBe(false);
  });

  it('uses the authority for all organisations if several tenants are allowed', async () => {
    const several = openEntraClient(entra, {
      settings: { ALLOWED_TENANTS: '0f0e0d0c-0b0a-4908-8706-050403020100' },
    });
    const url = await several.signIn.authorizeUrl({ state: 's', nonce: 'n', codeChallenge: 'c'.repeat(43) });
    expect(new URL(url).pathname).toBe('/organizations/oauth2/v2.0/authorize');
  });
});

describe('an explanation for the administrator', () => {
  const other = '0f0e0d0c-0b0a-4908-8706-050403020100';
  const explanationOf = async (work: Promise<unknown>) =>
    JSON.stringify(((await failureOf(work)) as EntraRefusedError).explanation);

  it("names the home tenant if the user's tenant is unknown, for example before a sign-in", async () => {
    const several = openEntraClient(entra, { settings: { ALLOWED_TENANTS: other } });
    const code = { code: 'a-code', codeVerifier: 'v'.repeat(43), nonce: 'the-nonce' };
    // The stand-in's app registration is for one tenant only.
    const explanation = await explanationOf(several.signIn.redeem(code));
    expect(explanation).toContain('AADSTS50194');
    expect(explanation).toContain(demoTenant.id);
  });

  it("names the user's tenant if the tenant is known", async () => {
    const { refreshToken = '' } = await signedIn('ana.silva');
    const explanation = await explanationOf(client.signIn.refresh({ refreshToken, tid: other }));
    expect(explanation).toContain('AADSTS90002');
    expect(explanation).toContain(other);
  });
});

describe('redeeming a code', () => {
  it('returns the user, a token for our API and a refresh token', async () => {
    const answer = await codeOf('goran.petrov');
    expect(answer.state).toBe('the-state');
    const grant = await client.signIn.redeem(answer);
    expect(grant.person).toMatchObject({
      tid: demoTenant.id,
      name: 'Goran Petrov',
      username: 'goran.petrov@contoso.example',
      roles: ['Audit.Reader'],
      scopes: ['access_as_user'],
      azp: demoTenant.clientId,
    });
    expect(grant.refreshToken).toMatch(/./);
    expect(await client.verify(grant.accessToken, 'sealed')).toEqual(grant.person);
  });

  it('fails the second time', async () => {
    const answer = await codeOf('ana.silva');
    await client.signIn.redeem(answer);
    expect(await failureOf(client.signIn.redeem(answer))).toMatchObject({
      name: 'EntraRefusedError',
      aadsts: 54005,
    });
  });

  it.each([
    ['another nonce', { nonce: 'another' }],
    ['another verifier', { codeVerifier: 'v'.repeat(43) }],
    ['a code that Entra did not issue', { code: 'made-up' }],
  ])('fails with %s', async (_, change) => {
    const answer = await codeOf('ana.silva');
    expect(await failureOf(client.signIn.redeem({ ...answer, ...change }))).toBeInstanceOf(EntraRefusedError);
  });

  it('fails for a guest, with an explanation, unless guests are allowed', async () => {
    const error = await failureOf(signedIn('lena.fischer'));
    expect(error).toBeInstanceOf(EntraRefusedError);
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^This organisation's guests are not allowed to use this server\. .+Open: http/,
      ),
      explanation: {
        cause: "This organisation's guests are not allowed to use this server.",
        owner: 'person',
      },
    });
    const open = openEntraClient(entra, { settings: { ALLOW_GUESTS: 'on' } });
    expect((await signedIn('lena.fischer', open)).person.name).toBe('Lena Fischer');
  });

  it.each<[string, Parameters<EntraStandIn['control']['changeManifest']>[0], RegExp]>([
    ['a token of version 1.0', { tokenVersion: 1 }, /requestedAccessTokenVersion/],
    ['no acct claim', { accountType: false }, /optional claim acct/],
  ])('asks the operator to correct an app registration that results in %s', async (_, change, cause) => {
    const at = openEntraClient(entra);
    entra.control.changeManifest(change);
    const error = await failureOf(signedIn('ana.silva', at));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({
      message: expect.stringMatching(cause),
      explanation: { cause: expect.stringMatching(cause), owner: 'operator' },
    });
    expect(at.logged).toMatchObject([
      { event: 'entra_token_unusable', fields: { problem: expect.stringMatching(cause) } },
    ]);
    entra.control.changeManifest({ tokenVersion: 2, accountType: true });
    expect((await signedIn('ana.silva', at)).person.name).toBe('Ana Silva');
  });

  it.each([
    ['fast', 2 * 3_600_000],
    ['slow', -3_600_000],
  ])("asks the operator to correct this server's clock if it is %s", async (_, off) => {
    const error = await failureOf(
      signedIn('ana.silva', openEntraClient(entra, { now: () => Date.now() + off })),
    );
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({
      explanation: {
        code: 'clock_wrong',
        owner: 'operator',
        cause: expect.stringMatching(/clock .+ shows 20\S+Z, .+ valid from 20\S+Z to 20\S+Z\.$/),
      },
    });
  });

  it('succeeds for a user with more groups than fit in a token', async () => {
    expect((await signedIn('mira.novak')).person.name).toBe('Mira Novak');
  });

  it("fails with Entra's Retry-After during an outage", async () => {
    const answer = await codeOf('ana.silva');
    entra.control.outage('503', 17);
    const error = await failureOf(client.signIn.redeem(answer));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ dependency: 'Entra', retryAfterSeconds: 17 });
    entra.control.outage('none');
    expect((await client.signIn.redeem(answer)).person.name).toBe('Ana Silva');
  });
});

describe('a refresh', () => {
  it('returns new tokens for the same user each time', async () => {
    const first = await signedIn('ana.silva');
    const second = await client.signIn.refresh({
      refreshToken: first.refreshToken ?? '',
      tid: demoTenant.id,
    });
    expect(second.person.oid).toBe(first.person.oid);
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    const third = await client.signIn.refresh({
      refreshToken: second.refreshToken ?? '',
      tid: demoTenant.id,
    });
    expect(third.person.oid).toBe(first.person.oid);
  });

  it('no longer returns a role that was removed', async () => {
    const { person, refreshToken = '' } = await signedIn('olga.markova');
    expect(person.roles).toEqual(['Audit.Reader']);
    expect((await client.signIn.refresh({ refreshToken, tid: demoTenant.id })).person.roles).toEqual([]);
  });

  it("uses the given tenant's authority", async () => {
    const { refreshToken = '' } = await signedIn('ana.silva');
    const tid = '0f0e0d0c-0b0a-4908-8706-050403020100';
    await failureOf(client.signIn.refresh({ refreshToken, tid }));
    expect(entra.log.at(-1)?.path).toContain(tid);
  });

  it('is refused permanently if the user was signed out or the account was disabled', async () => {
    const { refreshToken = '' } = await signedIn('ben.okafor');
    const again = () => client.signIn.refresh({ refreshToken, tid: demoTenant.id });
    entra.control.disable('ben.okafor');
    expect(await failureOf(again())).toMatchObject({ name: 'EntraRefusedError', aadsts: 50057 });
    entra.control.enable('ben.okafor');
    expect((await again()).person.name).toBe('Ben Okafor');
    entra.control.revokeRefreshTokens('ben.okafor');
    expect(await failureOf(again())).toBeInstanceOf(EntraRefusedError);
  });

  it('throws a claims challenge if the claims are not met yet', async () => {
    const { refreshToken = '' } = await signedIn('julia.brandt');
    const error = await failureOf(client.signIn.refresh({ refreshToken, tid: demoTenant.id, claims: mfa }));
    expect(error).toBeInstanceOf(ClaimsChallengeError);
    expect(() => JSON.parse((error as ClaimsChallengeError).claims) as unknown).not.toThrow();
  });

  it.each<['500' | '503' | '429']>([['500'], ['503'], ['429']])(
    'fails as an outage if Entra returns %s, and succeeds afterwards',
    async (kind) => {
      const { refreshToken = '' } = await signedIn('ana.silva');
      entra.control.outage(kind);
      const error = await failureOf(client.signIn.refresh({ refreshToken, tid: demoTenant.id }));
      expect(error).toBeInstanceOf(UnavailableError);
      entra.control.outage('none');
      expect((await client.signIn.refresh({ refreshToken, tid: demoTenant.id })).person.name).toBe(
        'Ana Silva',
      );
    },
  );
});

describe('the sign-in client', () => {
  it('returns the URL of the logout page, with an optional redirect', () => {
    expect(client.signIn.logoutUrl()).toBe(`${entra.origin}/${demoTenant.id}/oauth2/v2.0/logout`);
    const back = new URL(client.signIn.logoutUrl('http://localhost:7071/?a=b&c'));
    expect(back.searchParams.get('post_logout_redirect_uri')).toBe('http://localhost:7071/?a=b&c');
  });

  it('returns the URL of the admin consent page, with a redirect to Portico', () => {
    const url = new URL(client.signIn.adminConsentUrl(demoTenant.id));
    expect(url.origin + url.pathname).toBe(`${entra.origin}/${demoTenant.id}/v2.0/adminconsent`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: demoTenant.clientId,
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: 'http://localhost:7071/callback',
    });
  });
});
