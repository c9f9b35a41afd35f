import { describe, expect, it } from 'vitest';

import {
  ClaimsChallengeError,
  ConsentRequiredError,
  EntraRefusedError,
  OAuthError,
  UnavailableError,
} from '../../../src/errors.ts';
import { ENTRA_TOKEN_LIMIT } from '../../../src/oauth/tokens/token-response.ts';
import { authorize, callback } from '../endpoints.ts';
import {
  answerConsent,
  authorization,
  authorizeRequest,
  entraAnswer,
  hiddenFields,
  goToEntra,
  locationOf,
  LOOPBACK,
  obtainCode,
  openBrowser,
  pkce,
  registerClient,
  type Parameters,
} from '../flow.ts';
import { breakTables, createWorld, ORIGIN, secondInstance } from '../../kit/oauth/oauth-world.ts';

describe('the callback', () => {
  it('sends the client a short code with state and iss, and removes the transaction cookie', async () => {
    const { back, browser, world } = await goToEntra();
    const location = locationOf(await back());
    expect(location.origin + location.pathname).toBe(LOOPBACK);
    expect([...location.searchParams.keys()]).toEqual(['code', 'state', 'iss']);
    expect(location.searchParams.get('code')).toHaveLength(43);
    expect(location.href.length).toBeLessThan(300);
    expect(browser.cookies.size).toBe(0);
    expect((await back()).status).toBe(400);
    expect(world.shared.entra.calls.redeem).toBe(1);
  });

  it('stores neither the code nor an Entra token in readable form', async () => {
    const { back, world } = await goToEntra();
    const code = locationOf(await back()).searchParams.get('code') ?? '';
    const rows = JSON.stringify((await world.shared.store.list('codes')).rows);
    expect(rows).not.toContain(code);
    expect(rows).not.toContain('entra-refresh');
    expect(rows).toContain('box');
  });

  it('stores the times of the first and the last consent', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const since = world.now() / 1_000;
    await obtainCode(world, { client });
    world.shared.clock.ms += 60_000;
    await obtainCode(world, { client });
    const rows = (await world.store.list('consents')).rows;
    expect(rows.map(({ value }) => value)).toMatchObject([
      { client: { class: 'localhost', assertedName: 'Test client' }, since, lastAt: since + 60 },
    ]);
  });

  it('refuses a victim who signs in after an attacker gave consent in another browser', async () => {
    const { back, world } = await goToEntra();
    const answer = await back({}, { from: openBrowser() });
    expect(answer.status).toBe(400);
    expect(answer.headers.has('location')).toBe(false);
    expect(world.shared.entra.calls.redeem).toBe(0);
    expect((await back()).status).toBe(302);
  });

  it.each<[string, Parameters]>([
    ['another state', { state: 'x'.repeat(22) }],
    ['no state', { state: undefined }],
    ['no code', { code: undefined }],
  ])('refuses a response with %s', async (_what, different) => {
    const { back, world } = await goToEntra();
    expect((await back(different)).status).toBe(400);
    expect(world.shared.entra.calls.redeem).toBe(0);
  });

  it("refuses one flow's cookie with another flow's state", async () => {
    const world = createWorld();
    const one = await goToEntra(world);
    const two = await goToEntra(world);
    const [name = ''] = [...one.browser.cookies.keys()];
    one.browser.cookies.set(name, [...two.browser.cookies.values()][0] ?? '');
    expect((await one.back()).status).toBe(400);
    expect((await two.back()).status).toBe(302);
  });

  it('refuses a transaction without consent, even with the right cookie', async () => {
    const world = createWorld();
    const client = await registerClient(world);
    const browser = openBrowser();
    const request = authorizeRequest(authorization(client.client_id, pkce().challenge));
    const page = await browser.send(authorize, request, world);
    const { transaction = '' } = await hiddenFields(page.clone());
    const entra = locationOf(await answerConsent(browser, page, world)).href;
    const [name = ''] = [...browser.cookies.keys()];
    browser.cookies.set(name, transaction);
    expect((await browser.send(callback, entraAnswer(entra), world)).status).toBe(400);
  });

  it('finishes two parallel flows in one browser', async () => {
    const world = createWorld();
    const one = await goToEntra(world);
    const two = await goToEntra(world);
    for (const [name, value] of two.browser.cookies) one.browser.cookies.set(name, value);
    expect((await two.back({}, { from: one.browser })).status).toBe(302);
    expect((await one.back()).status).toBe(302);
  });

  it.each([
    ['access_denied', 'access_denied'],
    ['consent_required', 'access_denied'],
    ['temporarily_unavailable', 'temporarily_unavailable'],
    ['server_error', 'server_error'],
  ])("reports %s to the client as %s, without Entra's text", async (error, expected) => {
    const { back, browser } = await goToEntra();
    const description = 'AADSTS65004: User declined. <script>alert(1)</script>';
    const location = locationOf(await back({ code: undefined, error, error_description: description }));
    expect(location.searchParams.get('error')).toBe(expected);
    expect(location.searchParams.get('iss')).toBe(ORIGIN);
    expect(location.href).not.toContain('declined');
    expect(browser.cookies.size).toBe(0);
  });

  it.each(['invalid_request', 'unauthorized_client', 'constructor', '<script>'])(
    'shows a page with its own text for %s',
    async (error) => {
      const { back, world } = await goToEntra();
      const description = 'AADSTS50011: The redirect URI <b>does not</b> match.';
      const answer = await back({ code: undefined, error, error_description: description });
      expect(answer.status).toBe(400);
      const markup = await answer.text();
      expect(markup).not.toContain('does not');
      expect(markup).not.toContain(error);
      expect(world.facts.at(-1)?.decision?.rule).toBe('AADSTS50011');
    },
  );

  it.each([
    [{ error: 'server_error', error_description: undefined }, 'server_error'],
    [{ error: 'access_denied', error_description: 'AADSTS65004: x' }, 'AADSTS65004'],
    [{ error: 'Strange Error!', error_description: undefined }, 'unknown'],
    [{ error: 'x'.repeat(41), error_description: undefined }, 'unknown'],
  ])('audits %j under a short name', async (answer, rule) => {
    const { back, world } = await goToEntra();
    await back({ code: undefined, ...answer });
    expect(world.facts.at(-1)).toMatchObject({
      phase: 'refused',
      client: { class: 'localhost', assertedName: 'Test client' },
      decision: { rule },
    });
  });

  it('lets the user reload the page while Entra is down, because the transaction is not used up', async () => {
    const { back, world } = await goToEntra();
    world.shared.entra.failure.redeem = new UnavailableError('Entra', { retryAfterSeconds: 7 });
    const answer = await back();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('7');
    delete world.shared.entra.failure.redeem;
    expect((await back()).status).toBe(302);
  });

  it('sends the client temporarily_unavailable when the tables are down', async () => {
    const { back, world } = await goToEntra();
    breakTables(world, 'insert');
    const location = locationOf(await back());
    expect(location.searchParams.get('error')).toBe('temporarily_unavailable');
    expect(location.searchParams.has('code')).toBe(false);
  });

  it.each([
    [
      'a guest',
      new EntraRefusedError('Guests may not use this server.', 0),
      'Guests may not',
      'person_refused',
    ],
    [
      'a disabled user',
      new EntraRefusedError('Microsoft Entra refuses this.', 50_057),
      'refuses this',
      'AADSTS50057',
    ],
    [
      'a user with the wrong token',
      new OAuthError('invalid_token', 'Not for us.'),
      'Not for us',
      'invalid_token',
    ],
    [
      'a user without consent',
      new ConsentRequiredError('https://login.example/c'),
      'An administrator',
      'consent_required',
    ],
  ])('shows %s a page with the reason and does not redirect', async (_who, failure, sentence, rule) => {
    const { back, world, browser } = await goToEntra();
    world.shared.entra.failure.redeem = failure;
    const answer = await back();
    expect(answer.status).toBe(403);
    expect(answer.headers.has('location')).toBe(false);
    expect(await answer.text()).toContain(sentence);
    expect(browser.cookies.size).toBe(0);
    expect(world.facts.at(-1)).toMatchObject({ phase: 'refused', decision: { rule } });
  });

  it('redirects to Entra a second time, with the demanded claims', async () => {
    const { back, world, browser } = await goToEntra();
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    world.shared.entra.failure.redeem = new ClaimsChallengeError(claims);
    const again = locationOf(await back());
    expect(again.searchParams.get('claims')).toBe(claims);
    expect(again.searchParams.has('login_hint')).toBe(false);
    expect(browser.cookies.size).toBe(1);
    const second = () => browser.send(callback, entraAnswer(again.href), world);
    expect((await second()).status).toBe(403);
  });

  it('accepts a user who satisfies the claims the second time', async () => {
    const { back, world, browser } = await goToEntra();
    world.shared.entra.failure.redeem = new ClaimsChallengeError('{}');
    const again = locationOf(await back());
    delete world.shared.entra.failure.redeem;
    const answer = await browser.send(callback, entraAnswer(again.href), world);
    expect(locationOf(answer).searchParams.has('code')).toBe(true);
  });

  it.each(['accessToken', 'refreshToken'])(
    'refuses a user whose %s is too large, and accepts the largest value that fits',
    async (which) => {
      const comeBack = async (length: number) => {
        const { world, back } = await goToEntra();
        const redeem = world.signIn.redeem.bind(world.signIn);
        world.signIn.redeem = async (answer) => ({ ...(await redeem(answer)), [which]: 'x'.repeat(length) });
        return back();
      };
      const refused = await comeBack(ENTRA_TOKEN_LIMIT + 1);
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain('remove group claims');
      expect((await comeBack(ENTRA_TOKEN_LIMIT)).status).toBe(302);
    },
  );

  it('refuses a sign-in that took the user more than ten minutes', async () => {
    const { back, world } = await goToEntra();
    world.shared.clock.ms += 12 * 60_000;
    expect((await back()).status).toBe(400);
  });

  it('completes a sign-in that another instance started', async () => {
    const { browser, entra, world } = await goToEntra();
    const answer = await browser.send(callback, entraAnswer(entra), secondInstance(world));
    expect(answer.status).toBe(302);
  });
});
