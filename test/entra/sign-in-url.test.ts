import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../src/standins/entra/start-entra.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { openEntraClient, type EntraClient } from '../kit/oauth/entra-client.ts';

let entra: EntraStandIn;
let client: EntraClient;
beforeAll(async () => {
  entra = await startEntra();
  client = openEntraClient(entra);
});
afterAll(() => entra.close());

const mfa = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

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

  it('contains claims and a login hint if given', async () => {
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
