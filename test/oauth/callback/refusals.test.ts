import { describe, expect, it } from 'vitest';

import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  OAuthError,
  UnavailableError,
} from '../../../src/errors.ts';
import { ENTRA_TOKEN_LIMIT } from '../../../src/oauth/tokens/token-response.ts';
import { account, approve, authorize, callback } from '../endpoints.ts';
import {
  authorization,
  authorizeRequest,
  entraAnswer,
  goToEntra,
  locationOf,
  LOOPBACK,
  openBrowser,
  pkce,
  registerClient,
  type Parameters,
} from '../flow.ts';
import { createWorld, ORIGIN, type World } from '../../kit/oauth/oauth-world.ts';

/** Gives consent to a client and returns from Entra. */
async function atEntra(world: World = createWorld(), different: Parameters = {}, name = 'Test client') {
  const redirectUri = different['redirect_uri'] ?? LOOPBACK;
  const client = await registerClient(world, { redirect_uris: [redirectUri], client_name: name });
  return goToEntra(world, { client, different });
}

const outage = {
  code: 'AADSTS90033',
  cause: "Microsoft's directory is temporarily unavailable.",
  owner: 'person',
  action: 'Wait a few minutes and try again.',
  link: 'https://status.cloud.microsoft',
} as const;

/** Returns what a page's button and its automatic redirect send to the client. */
async function wayBackOn(answer: Response) {
  const markup = await answer.clone().text();
  const unescaped = (text = '') =>
    text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const button = unescaped(/<a class="button primary" href="([^"]*)"/.exec(markup)?.[1]);
  const itself = /<meta http-equiv="refresh" content="(\d+); url=([^"]*)"/.exec(markup);
  return { markup, button, itself: unescaped(itself?.[2]), seconds: Number(itself?.[1]) };
}

async function expectBackLink(answer: Response, error: string, redirectUri = LOOPBACK): Promise<URL> {
  const { markup, button, itself, seconds } = await wayBackOn(answer);
  expect(answer.headers.has('location')).toBe(false);
  expect(markup).not.toContain('<script');
  expect(itself).toBe(button);
  expect(seconds).toBeGreaterThanOrEqual(10);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(button.startsWith(redirectUri)).toBe(true);
  const url = new URL(button);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    error,
    error_description: expect.stringMatching(/^[\x20\x21\x23-\x5b\x5d-\x7e]{10,800}$/) as string,
    state: 'client-state',
    iss: ORIGIN,
  });
  return url;
}

const entraErrors: readonly (readonly [string, string])[] = [
  ['interaction_required', 'access_denied'],
  ['login_required', 'access_denied'],
  ['invalid_grant', 'access_denied'],
  ['invalid_request', 'server_error'],
  ['unauthorized_client', 'server_error'],
  ['invalid_client', 'server_error'],
  ['invalid_resource', 'server_error'],
  ['invalid_scope', 'server_error'],
  ['unsupported_response_type', 'server_error'],
  ['constructor', 'server_error'],
  ['<script>', 'server_error'],
];

const refusals: readonly (readonly [string, unknown, string])[] = [
  ['a guest', new EntraRefusedError('Guests may not use this server.', 0), 'Guests may not'],
  ['a disabled user', new EntraRefusedError('Microsoft Entra refuses this.', 50_057), 'refuses this'],
  ['a user from another tenant', new OAuthError('invalid_token', 'Not among those.'), 'Not among'],
  ['a user without consent', new ConsentRequiredError('https://login.example/c?a=1&b=2'), 'https://login'],
  [
    'a blocked user',
    new OAuthError('access_denied', 'Blocked until Monday.', { status: 403 }),
    'Blocked until',
  ],
];

describe('a refusal at the callback', () => {
  it.each(entraErrors)('is sent to the client: the Entra error %s becomes %s', async (error, expected) => {
    const { back, browser } = await atEntra();
    // 50076 demands a second factor; 50011 is a problem with the app registration.
    const number = expected === 'access_denied' ? 50_076 : 50_011;
    const description = `AADSTS${number}: The redirect URI <b>does not</b> match.`;
    const answer = await back({ code: undefined, error, error_description: description });
    expect(answer.status).toBe(400);
    const url = await expectBackLink(answer, expected);
    expect(url.href).not.toContain('match');
    expect(browser.cookies.size).toBe(0);
  });

  it.each(refusals)(
    'is sent to the client with its message if it concerns %s',
    async (_who, failure, sentence) => {
      const { back, world } = await atEntra();
      world.shared.entra.failure.redeem = failure;
      const answer = await back();
      expect(answer.status).toBe(403);
      expect(await answer.clone().text()).toContain(sentence);
      const url = await expectBackLink(answer, 'access_denied');
      expect(url.searchParams.get('error_description')).toContain(sentence);
      expect(url.searchParams.has('code')).toBe(false);
    },
  );

  it('is sent to the client and recorded in the audit trail if the user does not satisfy the claims', async () => {
    const { back, world, browser } = await atEntra();
    world.shared.entra.failure.redeem = new ClaimsChallengeError('{}');
    const again = locationOf(await back());
    await expectBackLink(await browser.send(callback, entraAnswer(again.href), world), 'access_denied');
    expect(world.facts.at(-1)?.decision?.rule).toBe('claims_not_met');
  });

  it('is sent to the client if a token is too large', async () => {
    const { back, world } = await atEntra();
    const redeem = world.signIn.redeem.bind(world.signIn);
    world.signIn.redeem = async (answer) => ({
      ...(await redeem(answer)),
      accessToken: 'x'.repeat(ENTRA_TOKEN_LIMIT + 1),
    });
    await expectBackLink(await back(), 'access_denied');
  });

  it.each([
    ['https://claude.ai/api/mcp/auth_callback', 'Back to Claude'],
    ['https://vscode.dev/redirect', 'Back to Visual Studio Code'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'Back to Cursor'],
    ['claude://claude.ai/mcp-auth-callback/sdk', 'Back to Claude'],
    ['http://localhost:7/callback?keep=1', 'Back to Test client'],
    ['http://[::1]:7/callback', 'Back to Test client'],
  ])('shows a page that links back to %s', async (redirectUri, button) => {
    const { back, world } = await atEntra(createWorld(), { redirect_uri: redirectUri });
    world.shared.entra.failure.redeem = new EntraRefusedError('Guests may not use this server.', 0);
    const answer = await back();
    expect(await answer.clone().text()).toContain(button);
    await expectBackLink(answer, 'access_denied', redirectUri);
  });

  it('shows a page with the client name and state escaped', async () => {
    const state = `"><script>alert(1)</script>'&x=y`;
    const { back, world } = await atEntra(createWorld(), { state }, '<b>"Evil"</b>');
    world.shared.entra.failure.redeem = new EntraRefusedError('“No” — said "Entra" \\ é.', 0);
    const { markup, button } = await wayBackOn(await back());
    expect(markup).not.toMatch(/<script|<b>/);
    const response = new URL(button).searchParams;
    expect(response.get('state')).toBe(state);
    expect(response.get('error_description')).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
  });

  it('is sent without a state if the client sent none', async () => {
    const { back, world } = await atEntra(createWorld(), { state: undefined });
    world.shared.entra.failure.redeem = new EntraRefusedError('Guests may not use this server.', 0);
    const { button } = await wayBackOn(await back());
    expect(new URL(button).searchParams.has('state')).toBe(false);
  });

  it('is not sent to the client while Entra is down, and the user can reload the page', async () => {
    const { back, world } = await atEntra();
    world.shared.entra.failure.redeem = new UnavailableError('Entra');
    expect(await wayBackOn(await back())).toMatchObject({ button: '', itself: '' });
  });

  it.each([
    [`${ORIGIN}/account`, account],
    [`${ORIGIN}/approve/${'a'.repeat(30)}`, approve],
  ])('shows a page that links back to %s, where another account can be chosen', async (url, page) => {
    const world = createWorld();
    const browser = openBrowser();
    const entra = locationOf(await browser.send(page, new Request(url), world));
    world.shared.entra.failure.redeem = new EntraRefusedError('Guests may not use this server.', 0);
    const answer = await browser.send(callback, entraAnswer(entra.href), world);
    expect(answer.status).toBe(403);
    const { markup, button, itself } = await wayBackOn(answer);
    expect([button, itself]).toEqual([url, '']);
    expect(markup).not.toContain('your app');
    expect(locationOf(await browser.send(page, new Request(button), world)).pathname).toContain('/authorize');
  });

  it.each([
    ['is not open any more', undefined],
    ['failed because of an outage', new UnavailableError('Entra', { explanation: outage })],
    ['failed because of a fault of Portico', new Error('unexpected')],
  ])('shows a page that does not name an app if a sign-in to our own pages %s', async (_what, failure) => {
    const world = createWorld();
    const browser = openBrowser();
    const entra = locationOf(await browser.send(account, new Request(`${ORIGIN}/account`), world));
    if (failure === undefined) browser.cookies.clear();
    else world.shared.entra.failure.redeem = failure;
    const answer = await browser.send(callback, entraAnswer(entra.href), world);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toContain('your app');
  });
});

describe('a state that cannot be returned', () => {
  it.each([
    ['it is too long', 's'.repeat(10_000)],
    ['it contains a line break', 'a\r\nSet-Cookie: x=y'],
    ['it is not ASCII', 'é'],
  ])('is left out of the error to the client: %s', async (_, state) => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const request = authorizeRequest(authorization(id, pkce().challenge, { state }));
    const answer = await authorize(request, world);
    expect(answer.status).toBe(400);
    const { button, itself } = await wayBackOn(answer);
    expect(itself).toBe(button);
    expect(button.startsWith(LOOPBACK)).toBe(true);
    expect([...new URL(button).searchParams.keys()]).toEqual(['error', 'error_description', 'iss']);
  });

  it('causes an error page without a link to the client if the redirect URI is not trusted', async () => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const different = { state: 'é', redirect_uri: 'https://evil.example/cb' };
    const request = authorizeRequest(authorization(id, pkce().challenge, different));
    expect(await wayBackOn(await authorize(request, world))).toMatchObject({ button: '', itself: '' });
  });
});
