import { describe, expect, it } from 'vitest';

import { account, callback, logout } from '../endpoints.ts';
import {
  entraAnswer,
  formPost,
  hiddenFields,
  locationOf,
  LOOPBACK,
  openBrowser,
  queryOf,
  registerClient,
  signedIn,
  type Parameters,
} from '../flow.ts';
import { createWorld, ORIGIN } from '../../kit/oauth/oauth-world.ts';
import { parseRedirectUris } from '../../../src/oauth/clients/redirect-uri.ts';

function logoutRequest(parameters: Parameters = {}): Request {
  return new Request(`${ORIGIN}/logout?${queryOf(parameters)}`);
}

const sameOrigin = { origin: ORIGIN };

const APP = { clientId: 'https://app.example/client.json', redirect: 'https://app.example/callback' };

describe('the logout endpoint', () => {
  it('asks first, then clears our cookies and redirects to Entra and back', async () => {
    const world = createWorld();
    const browser = openBrowser();
    browser.cookies.set('__Host-portico_signin_x_y', 'something');
    const page = await browser.send(logout, logoutRequest(), world);
    expect(page.status).toBe(200);
    // Signing out does not disconnect apps, so the page links to the account page, where the user can disconnect them.
    expect(await page.clone().text()).toContain('<a href="/account">');
    const fields = await hiddenFields(page);
    const answer = await browser.send(logout, formPost('/logout', fields, sameOrigin), world);
    const entra = locationOf(answer);
    expect(entra.origin).toBe('https://login.example');
    expect(entra.searchParams.get('back')).toBe(`${ORIGIN}/logout`);
    expect([...browser.cookies.keys()]).toEqual(['__Host-portico_signedout']);
    const done = await browser.send(logout, logoutRequest(), world);
    expect(await done.text()).toContain('You are signed out');
    expect(browser.cookies.size).toBe(0);
  });

  it('redirects to Entra again if the form is submitted twice, for example by a double click', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: LOOPBACK };
    const fields = await hiddenFields(await browser.send(logout, logoutRequest(parameters), world));
    const post = () => browser.send(logout, formPost('/logout', fields, sameOrigin), world);
    expect(locationOf(await post()).origin).toBe('https://login.example');
    expect(locationOf(await post()).origin).toBe('https://login.example');
    const back = await browser.send(logout, logoutRequest(), world);
    expect(locationOf(back).origin + locationOf(back).pathname).toBe(LOOPBACK);
  });

  it('redirects back to a redirect URI of the client, with its state', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: LOOPBACK, state: 'bye' };
    const page = await browser.send(logout, logoutRequest(parameters), world);
    await browser.send(logout, formPost('/logout', await hiddenFields(page), sameOrigin), world);
    const back = await browser.send(logout, logoutRequest(), world);
    expect(locationOf(back).href).toBe(`${LOOPBACK}?state=bye`);
  });

  it('redirects back to the client even if the form is shown again, because a second tab was opened', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: LOOPBACK, state: 'bye' };
    const first = await hiddenFields(await browser.send(logout, logoutRequest(parameters), world));
    await browser.send(logout, logoutRequest(), world);
    const again = await browser.send(logout, formPost('/logout', first, sameOrigin), world);
    expect(again.status).toBe(200);
    await browser.send(logout, formPost('/logout', await hiddenFields(again), sameOrigin), world);
    const back = await browser.send(logout, logoutRequest(), world);
    expect(locationOf(back).href).toBe(`${LOOPBACK}?state=bye`);
  });

  it('does not redirect to an address from an old page, even if the form of that page was shown again meanwhile', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: LOOPBACK };
    let fields = await hiddenFields(await browser.send(logout, logoutRequest(parameters), world));
    for (const minutes of [14, 2]) {
      world.shared.clock.ms += minutes * 60_000;
      const page = await browser.send(
        logout,
        formPost('/logout', { ...fields, proof: 'old' }, sameOrigin),
        world,
      );
      fields = await hiddenFields(page);
    }
    expect(fields).not.toHaveProperty('back');
  });

  it.each<[string, Parameters]>([
    ['an unregistered address', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['a script', { post_logout_redirect_uri: 'javascript:alert(1)' }],
    ['no address', { post_logout_redirect_uri: undefined }],
    ['an invalid address', { post_logout_redirect_uri: 'home' }],
    ['no client', { client_id: undefined }],
    ['an unknown client', { client_id: 'a.b.c.d.e' }],
  ])('does not redirect if the request names %s', async (_what, different) => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: LOOPBACK, ...different };
    const page = await browser.send(logout, logoutRequest(parameters), world);
    expect(page.status).toBe(200);
    const fields = await hiddenFields(page);
    expect(Object.keys(fields)).toEqual(['proof']);
    await browser.send(logout, formPost('/logout', fields, sameOrigin), world);
    const done = await browser.send(logout, logoutRequest(), world);
    expect(done.headers.has('location')).toBe(false);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['is on the allow-list', { ALLOWED_REDIRECT_URIS: APP.redirect }, true],
    ['is not on the allow-list', {}, false],
    [
      'belongs to a client that is denied',
      { ALLOWED_REDIRECT_URIS: APP.redirect, DENIED_CLIENTS: 'https://app.example' },
      false,
    ],
  ])(
    'redirects to an address in a metadata document only if the settings allow it: the address %s',
    async (_what, env, isAllowed) => {
      const parsed = parseRedirectUris([APP.redirect]);
      const fetchClientMetadata = async () => ({ clientName: 'App', redirectUris: parsed });
      const world = createWorld({ env, fetchClientMetadata });
      const browser = openBrowser();
      const parameters = { client_id: APP.clientId, post_logout_redirect_uri: APP.redirect, state: 'bye' };
      const page = await browser.send(logout, logoutRequest(parameters), world);
      await browser.send(logout, formPost('/logout', await hiddenFields(page), sameOrigin), world);
      const done = await browser.send(logout, logoutRequest(), world);
      expect(done.headers.get('location')).toBe(isAllowed ? `${APP.redirect}?state=bye` : null);
    },
  );

  it.each([
    [500, true],
    [501, false],
  ])('returns a state of %i characters: %s', async (length, isReturned) => {
    const world = createWorld();
    const { client_id: id } = await registerClient(world);
    const browser = openBrowser();
    const state = 's'.repeat(length);
    const parameters = { client_id: id, post_logout_redirect_uri: LOOPBACK, state };
    const page = await browser.send(logout, logoutRequest(parameters), world);
    await browser.send(logout, formPost('/logout', await hiddenFields(page), sameOrigin), world);
    const back = locationOf(await browser.send(logout, logoutRequest(), world));
    expect(back.searchParams.get('state')).toBe(isReturned ? state : null);
  });

  it('sets no cookie twice in one response (RFC 6265, section 4.1.1)', async () => {
    const world = createWorld();
    const browser = openBrowser();
    const fields = await hiddenFields(await browser.send(logout, logoutRequest(), world));
    browser.cookies.set('__Host-portico_signedout', 'page');
    const answer = await browser.send(logout, formPost('/logout', fields, sameOrigin), world);
    const names = answer.headers.getSetCookie().map((line) => line.split('=')[0]);
    expect(names).toEqual(['__Host-portico_logout', '__Host-portico_signedout']);
  });

  it('asks again if the user has signed in since a logout that Entra did not finish', async () => {
    const world = createWorld();
    const browser = openBrowser();
    const signOut = await hiddenFields(await browser.send(logout, logoutRequest(), world));
    await browser.send(logout, formPost('/logout', signOut, sameOrigin), world);
    const entra = await browser.send(account, new Request(`${ORIGIN}/account`), world);
    await browser.send(callback, entraAnswer(entra.headers.get('location') ?? ''), world);
    expect([...browser.cookies.keys()]).toEqual(['__Host-portico_session']);
    const page = await browser.send(logout, logoutRequest(), world);
    expect(await page.text()).toContain('Sign out?');
  });

  it.each(['client_id', 'id_token_hint', 'post_logout_redirect_uri'])(
    'asks again if a client sends the user with %s while another logout is unfinished',
    async (name) => {
      const world = createWorld();
      const browser = openBrowser();
      const fields = await hiddenFields(await browser.send(logout, logoutRequest(), world));
      await browser.send(logout, formPost('/logout', fields, sameOrigin), world);
      const page = await browser.send(logout, logoutRequest({ [name]: 'x' }), world);
      expect(await page.text()).toContain('Sign out?');
    },
  );

  it('does not redirect to a target forged in the form or the cookie', async () => {
    const world = createWorld();
    const browser = openBrowser();
    const page = await browser.send(logout, logoutRequest(), world);
    const form = { ...(await hiddenFields(page)), back: 'https://evil.example/; Domain=example' };
    await browser.send(logout, formPost('/logout', form, sameOrigin), world);
    expect([...browser.cookies]).toEqual([['__Host-portico_signedout', 'page']]);
    browser.cookies.set('__Host-portico_signedout', 'https://evil.example/');
    const done = await browser.send(logout, logoutRequest(), world);
    expect(done.headers.has('location')).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['an unstated origin', {}],
  ])('asks again when the form is posted from %s', async (_where, headers) => {
    const world = createWorld();
    const browser = openBrowser();
    const fields = await hiddenFields(await browser.send(logout, logoutRequest(), world));
    const answer = await browser.send(logout, formPost('/logout', fields, headers), world);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Sign out?');
  });

  it('asks again when the form comes from a browser that was not shown the page', async () => {
    const world = createWorld();
    const fields = await hiddenFields(await openBrowser().send(logout, logoutRequest(), world));
    const answer = await openBrowser().send(logout, formPost('/logout', fields, sameOrigin), world);
    expect(answer.status).toBe(200);
  });

  it('ends the sign-in that a posted refresh token belongs to', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const form = formPost('/logout', { refresh_token: session.refresh_token });
    const answer = await logout(form, world);
    expect(await answer.text()).not.toContain(session.refresh_token);
    await expect(world.authenticate(session.access_token)).rejects.toThrow();
  });

  it('does not end a sign-in for garbage or for a token in the URL', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    await logout(formPost('/logout', { refresh_token: 'garbage' }), world);
    await logout(logoutRequest({ refresh_token: session.refresh_token }), world);
    await expect(world.authenticate(session.access_token)).resolves.toBeDefined();
  });
});
