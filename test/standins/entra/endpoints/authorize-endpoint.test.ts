import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEntra, type EntraStandIn } from '../../../../src/standins/entra/start-entra.ts';
import { createBrowser } from '../../../../src/standins/browser.ts';
import { demoTenant } from '../../../../src/standins/tenant/people.ts';
import {
  requestToken,
  authorizeUrl,
  cookieOf,
  redirectParameters,
  onBehalfOf,
  open,
  press,
  redirectUri,
} from '../entra-flow.ts';
import { pkce } from '../../../kit/oauth/pkce.ts';

const stepUp = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });

let entra: EntraStandIn;
beforeAll(async () => {
  entra = await startEntra({ redirectUris: ['https://mcp.contoso.example/callback'] });
});
afterAll(() => entra.close());

describe('the authorize endpoint of the Entra stand-in', () => {
  it('shows a page that identifies the stand-in and lists the users', async () => {
    const response = await open(authorizeUrl(entra));
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain('stand-in');
    expect(text).toContain('Ana Silva');
  });

  it('redirects to the client with a code and the state but without iss', async () => {
    const answer = redirectParameters(
      await press(authorizeUrl(entra, { state: 'a&b=c' }), 'person=ana.silva'),
    );
    expect(answer).toMatchObject({ code: expect.stringMatching(/^1\..{1000,}$/), state: 'a&b=c' });
    expect(answer).not.toHaveProperty('iss');
  });

  it('completes a sign-in in a browser without JavaScript', async () => {
    const browser = createBrowser();
    const page = await browser.open(authorizeUrl(entra, { state: '"<&\'>' }));
    const last = await browser.press(page, /Ben Okafor/, redirectUri);
    expect(new URL(last.url).searchParams.get('state')).toBe('"<&\'>');
  });

  it('lists the user from the login hint first', async () => {
    const text = await (await open(authorizeUrl(entra, { login_hint: 'hana.sato@contoso.example' }))).text();
    expect(text.indexOf('Hana Sato')).toBeLessThan(text.indexOf('Ana Silva'));
  });

  it('redirects with access_denied if the user cancels', async () => {
    expect(redirectParameters(await press(authorizeUrl(entra), 'cancel=1'))).toMatchObject({
      error: 'access_denied',
      error_subcode: 'cancel',
      error_description: expect.stringMatching(/^AADSTS65004: .*Trace ID: .*Correlation ID: .*Timestamp: /),
      state: 'the-state',
    });
  });

  it('shows an error page for a disabled account', async () => {
    const response = await press(authorizeUrl(entra), 'person=nils.berg');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('AADSTS50057');
  });

  it.each([
    ['an unknown client', { client_id: '00000000-0000-0000-0000-000000000000' }, 'AADSTS700016'],
    ['a missing client', { client_id: undefined }, 'AADSTS900144'],
    ['another host', { redirect_uri: 'https://evil.example/callback' }, 'AADSTS50011'],
    ['another path', { redirect_uri: 'http://localhost:7071/elsewhere' }, 'AADSTS50011'],
    [
      'a host that looks like loopback',
      { redirect_uri: 'http://localhost.evil.example/callback' },
      'AADSTS50011',
    ],
  ])('shows an error page instead of redirecting for %s', async (_name, changes, code) => {
    const response = await open(authorizeUrl(entra, changes));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(code);
  });

  it.each([
    'http://127.0.0.1:1/callback',
    'http://localhost/callback',
    'https://mcp.contoso.example/callback',
  ])('sends the code to the registered redirect URI %s', async (uri) => {
    const response = await press(authorizeUrl(entra, { redirect_uri: uri }), 'person=ana.silva');
    expect(response.headers.get('location')).toMatch(new RegExp(`^${uri}\\?code=`));
  });

  it.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['another response mode', { response_mode: 'form_post' }, 'invalid_request'],
    ['a missing scope', { scope: undefined }, 'invalid_request'],
    ['OpenID scopes only', { scope: 'openid profile' }, 'invalid_scope'],
    ['an unknown scope', { scope: `${demoTenant.clientId}/everything` }, 'invalid_scope'],
    ['a scope without its resource', { scope: 'access_as_user' }, 'invalid_scope'],
    ['the identifier URI', { scope: `api://${demoTenant.clientId}/access_as_user` }, 'invalid_request'],
    ['a Graph scope', { scope: 'https://graph.microsoft.com/Mail.Read' }, 'invalid_resource'],
    ['an unknown resource', { scope: 'https://elsewhere.example/x' }, 'invalid_resource'],
    ['another resource parameter', { resource: 'https://mcp.contoso.example/mcp' }, 'invalid_target'],
    [
      'a plain challenge',
      { code_challenge: pkce().challenge, code_challenge_method: 'plain' },
      'invalid_request',
    ],
    ['a challenge without a method', { code_challenge: pkce().challenge }, 'invalid_request'],
    ['claims that are not JSON', { claims: '{' }, 'invalid_request'],
    ['an unknown prompt', { prompt: 'maybe' }, 'invalid_request'],
  ])('redirects with an error for %s', async (_name, changes, error) => {
    const answer = redirectParameters(await open(authorizeUrl(entra, changes)));
    expect(answer).toMatchObject({ error, state: 'the-state' });
  });

  it('shows an error page for a repeated parameter', async () => {
    const response = await open(`${authorizeUrl(entra)}&state=again`);
    expect(await response.text()).toContain('AADSTS9000411');
  });

  it('escapes request parameters on the sign-in page', async () => {
    const hostile = '"><script>alert(1)</script>';
    const text = await (await open(authorizeUrl(entra, { state: hostile, login_hint: hostile }))).text();
    expect(text).not.toContain('<script>');
  });
});

describe('a browser session with the Entra stand-in', () => {
  const session = async (alias: string): Promise<string> =>
    cookieOf(await press(authorizeUrl(entra), `person=${alias}`));

  it('skips the sign-in page for a signed-in user', async () => {
    const answer = redirectParameters(await open(authorizeUrl(entra), await session('ana.silva')));
    expect(answer['code']).toBeTruthy();
  });

  it.each([
    ['the prompt is select_account', { prompt: 'select_account' }],
    ['the login hint names another user', { login_hint: 'ben.okafor' }],
    ['claims are required', { claims: stepUp }],
  ])('does not skip the sign-in page when %s', async (_name, changes) => {
    expect((await open(authorizeUrl(entra, changes), await session('ana.silva'))).status).toBe(200);
  });

  it('skips the sign-in page for claims that the session already satisfies', async () => {
    const first = await press(authorizeUrl(entra, { claims: stepUp }), 'person=julia.brandt');
    const again = await open(authorizeUrl(entra, { claims: stepUp }), cookieOf(first));
    expect(redirectParameters(again)['code']).toBeTruthy();
  });

  it('is required for prompt=none and must satisfy the requested claims', async () => {
    const silent = { prompt: 'none' };
    const cookie = await session('ana.silva');
    expect(redirectParameters(await open(authorizeUrl(entra, silent), cookie))['code']).toBeTruthy();
    expect(redirectParameters(await open(authorizeUrl(entra, silent)))['error']).toBe('login_required');
    const claims = await open(authorizeUrl(entra, { ...silent, claims: stepUp }), cookie);
    expect(redirectParameters(claims)['error']).toBe('interaction_required');
  });

  it("is ignored while the account is disabled and ends when the account's tokens are revoked", async () => {
    const farah = await session('farah.rahimi');
    entra.control.disable('farah.rahimi');
    expect((await open(authorizeUrl(entra), farah)).status).toBe(200);
    entra.control.enable('farah.rahimi');
    expect((await open(authorizeUrl(entra), farah)).status).toBe(302);
    entra.control.revokeRefreshTokens('farah.rahimi');
    expect((await open(authorizeUrl(entra), farah)).status).toBe(200);
  });

  it('ends at logout, and logout redirects only to allowed URLs', async () => {
    const cookie = await session('ana.silva');
    const logout = `${entra.origin}/${demoTenant.id}/oauth2/v2.0/logout?state=s&post_logout_redirect_uri=`;
    const away = await open(logout + encodeURIComponent('https://evil.example/'));
    expect(away.status).toBe(200);
    const home = await open(logout + encodeURIComponent('http://localhost:7071/'), cookie);
    expect(home.headers.get('location')).toBe('http://localhost:7071/?state=s');
    expect((await open(authorizeUrl(entra), cookie)).status).toBe(200);
  });
});

describe('admin consent in the Entra stand-in', () => {
  const url = (): string => {
    const page = new URL(`${entra.origin}/${demoTenant.id}/v2.0/adminconsent`);
    const scope = 'https://graph.microsoft.com/.default';
    page.search = new URLSearchParams({
      client_id: demoTenant.clientId,
      redirect_uri: redirectUri,
      scope,
    }).toString();
    return page.href;
  };

  it('lists the permissions and redirects with admin_consent once they are accepted', async () => {
    expect(await (await open(url())).text()).toContain('Mail.Read');
    expect(redirectParameters(await press(url(), 'decision=accept'))).toMatchObject({
      admin_consent: 'True',
      tenant: demoTenant.id,
    });
  });

  it('resolves consent_required errors for everyone', async () => {
    const fields = onBehalfOf(await entra.accessTokenFor('kofi.mensah'));
    await press(url(), 'decision=accept');
    expect((await requestToken(entra, fields)).status).toBe(200);
  });

  it('redirects with access_denied if the administrator cancels', async () => {
    expect(redirectParameters(await press(url(), 'decision=cancel'))).toMatchObject({
      error: 'access_denied',
    });
  });
});
