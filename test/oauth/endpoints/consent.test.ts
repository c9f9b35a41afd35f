import { describe, expect, it } from 'vitest';

import { authorize, callback, consent } from '../endpoints.ts';
import {
  answerConsent,
  authorization,
  authorizeRequest,
  entraAnswer,
  formPost,
  hiddenFields,
  locationOf,
  LOOPBACK,
  openBrowser,
  pkce,
  registerClient,
} from '../flow.ts';
import { createWorld, ORIGIN } from '../../kit/oauth/oauth-world.ts';

async function openConsentPage(different = {}) {
  const world = createWorld();
  const client = await registerClient(world, { client_name: 'Ledger <b>bot</b>' });
  const browser = openBrowser();
  const ask = () =>
    browser.send(
      authorize,
      authorizeRequest(authorization(client.client_id, pkce().challenge, different)),
      world,
    );
  return { world, browser, ask, page: await ask() };
}

describe('the consent page', () => {
  it('shows the name, host and permissions, and escapes the name', async () => {
    const { page } = await openConsentPage();
    const markup = await page.text();
    expect(markup).toContain('Ledger &lt;b&gt;bot&lt;/b&gt;');
    expect(markup).not.toContain('<b>bot');
    expect(markup).toContain('127.0.0.1:33418');
    expect(markup).toContain('name not verified');
    expect(markup).toContain('Only continue if you just started this yourself');
    expect(markup).toContain('Read your mail');
    expect(markup).toContain('Mail.Read');
    expect(markup).not.toContain('<script');
  });

  it('redirects to Entra with a transaction cookie when the user agrees', async () => {
    const { page, browser, world } = await openConsentPage({ state: 's'.repeat(1_500) });
    const answer = await answerConsent(browser, page, world);
    const location = locationOf(answer);
    expect(location.origin).toBe('https://login.example');
    expect(location.searchParams.get('state')).toMatch(/^[\w-]{22}$/);
    expect(location.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    const [name] = [...browser.cookies.keys()];
    expect(name).toMatch(/^__Host-portico_signin_/);
    for (const line of answer.headers.getSetCookie()) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(3_800);
      expect(line).toContain('; HttpOnly; SameSite=Lax; Secure');
    }
  });

  it('sets no transaction cookie before the user has agreed', async () => {
    const { browser } = await openConsentPage();
    expect([...browser.cookies.keys()].filter((name) => name.includes('signin'))).toEqual([]);
  });

  it('sends access_denied to the client when the user cancels', async () => {
    const { page, browser, world } = await openConsentPage();
    const location = locationOf(await answerConsent(browser, page, world, 'cancel'));
    expect(location.origin + location.pathname).toBe(LOOPBACK);
    expect(location.searchParams.get('error')).toBe('access_denied');
    expect(location.searchParams.get('iss')).toBe(ORIGIN);
    expect(location.searchParams.get('state')).toBe('client-state');
    expect(browser.cookies.size).toBe(0);
    expect(world.facts).toMatchObject([{ phase: 'refused', decision: { rule: 'consent_declined' } }]);
  });

  it.each<[string, Record<string, string>, number]>([
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['the null origin', { origin: 'null' }, 403],
    ['no stated origin but another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['no stated origin', {}, 403],
    ['our origin', { origin: ORIGIN }, 302],
    ['no stated origin but the same site', { 'sec-fetch-site': 'same-origin' }, 302],
  ])('responds to a post from %s (%j) with status %i', async (_what, headers, status) => {
    const { page, browser, world } = await openConsentPage();
    const form = { ...(await hiddenFields(page)), choice: 'allow' };
    expect((await browser.send(consent, formPost('/consent', form, headers), world)).status).toBe(status);
  });

  it('refuses a form from a browser that was not shown the page', async () => {
    const { page, world } = await openConsentPage();
    const answer = await answerConsent(openBrowser(), page, world);
    expect(answer.status).toBe(400);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('explains that cookies are needed, and links back to the waiting client', async () => {
    const { page, world } = await openConsentPage();
    const answer = await answerConsent(openBrowser(), page, world);
    const markup = await answer.text();
    expect(markup).toContain('does not accept cookies');
    const link = /href="(http:[^"]+)"/.exec(markup)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(link).toContain(`${LOOPBACK}?`);
    expect(Object.fromEntries(new URL(link).searchParams)).toMatchObject({
      error: 'access_denied',
      state: 'client-state',
      iss: ORIGIN,
    });
    expect(world.facts).toMatchObject([{ phase: 'refused', decision: { rule: 'no_cookies' } }]);
  });

  it('refuses a form whose sign-in has ended, without leading back to the client', async () => {
    const { page, browser, world } = await openConsentPage();
    const fields = { ...(await hiddenFields(page)), choice: 'allow' };
    const post = () => browser.send(consent, formPost('/consent', fields, { origin: ORIGIN }), world);
    const back = await browser.send(callback, entraAnswer(locationOf(await post()).href), world);
    expect(locationOf(back).searchParams.has('code')).toBe(true);
    browser.cookies.set('__Host-portico_session', 'of our own pages');
    const answer = await post();
    const markup = await answer.text();
    expect(answer.status).toBe(400);
    expect(markup).toContain('already submitted');
    expect(markup).not.toContain(LOOPBACK);
  });

  it('refuses the CSRF token of another page in the same browser', async () => {
    const { page, ask, browser, world } = await openConsentPage();
    const one = await hiddenFields(page);
    const two = await hiddenFields(await ask());
    const form = { transaction: one['transaction'], proof: two['proof'], choice: 'allow' };
    const answer = await browser.send(consent, formPost('/consent', form, { origin: ORIGIN }), world);
    expect(answer.status).toBe(400);
  });

  it('continues the same sign-in if it is submitted twice, for example by a double click', async () => {
    const { page, browser, world } = await openConsentPage();
    const fields = { ...(await hiddenFields(page)), choice: 'allow' };
    const post = () => browser.send(consent, formPost('/consent', fields, { origin: ORIGIN }), world);
    const first = locationOf(await post());
    world.shared.clock.ms += 300;
    const second = locationOf(await post());
    expect(second.origin).toBe('https://login.example');
    expect(second.searchParams.get('state')).toBe(first.searchParams.get('state'));
    expect([...browser.cookies.keys()]).toEqual([expect.stringMatching(/^__Host-portico_signin_/)]);
    const back = await browser.send(callback, entraAnswer(second.href), world);
    expect(locationOf(back).searchParams.has('code')).toBe(true);
    expect(browser.cookies.size).toBe(0);
  });

  it('keeps one transaction cookie if it is submitted twice before the first response arrives', async () => {
    const { page, browser, world } = await openConsentPage();
    const fields = { ...(await hiddenFields(page)), choice: 'allow' };
    const post = () => browser.send(consent, formPost('/consent', fields, { origin: ORIGIN }), world);
    const shown = new Map(browser.cookies);
    await post();
    for (const [name, value] of shown) browser.cookies.set(name, value);
    world.shared.clock.ms += 100;
    await post();
    expect([...browser.cookies.keys()]).toEqual([expect.stringMatching(/^__Host-portico_signin_/)]);
  });

  it.each(['allow', 'cancel'])(
    'sends access_denied to the client and ends the sign-in if the user cancels after pressing %s',
    async (earlier) => {
      const { page, browser, world } = await openConsentPage();
      const fields = await hiddenFields(page);
      const post = (choice: string) =>
        browser.send(consent, formPost('/consent', { ...fields, choice }, { origin: ORIGIN }), world);
      await post(earlier);
      const location = locationOf(await post('cancel'));
      expect(location.origin + location.pathname).toBe(LOOPBACK);
      expect(location.searchParams.get('error')).toBe('access_denied');
      expect(browser.cookies.size).toBe(0);
    },
  );

  it.each(['allow', 'cancel'])('refuses %s from another site, even after the user agreed', async (choice) => {
    const { page, browser, world } = await openConsentPage();
    const fields = await hiddenFields(page.clone());
    await answerConsent(browser, page, world);
    const form = formPost('/consent', { ...fields, choice }, { origin: 'https://evil.example' });
    expect((await browser.send(consent, form, world)).status).toBe(403);
  });

  it('refuses a form after the user agreed to another sign-in', async () => {
    const { page, ask, browser, world } = await openConsentPage();
    const other = { ...(await hiddenFields(await ask())), choice: 'allow' };
    await answerConsent(browser, page, world);
    for (const name of browser.cookies.keys()) if (name.includes('consent')) browser.cookies.delete(name);
    const answer = await browser.send(consent, formPost('/consent', other, { origin: ORIGIN }), world);
    expect(answer.status).toBe(400);
  });

  it.each([
    ['nothing', {}],
    ['a missing choice', { choice: undefined }],
    ['an unknown choice', { choice: 'always' }],
    ['a forged transaction', { transaction: 'a.b.c.d.e' }],
    ['a wrong CSRF token', { proof: 'x' }],
  ])('refuses a form with %s', async (what, different) => {
    const { page, browser, world } = await openConsentPage();
    const fields = what === 'nothing' ? {} : { ...(await hiddenFields(page)), choice: 'allow', ...different };
    const answer = await browser.send(consent, formPost('/consent', fields, { origin: ORIGIN }), world);
    expect(answer.status).toBe(400);
  });

  it('expires after ten minutes', async () => {
    const { page, browser, world } = await openConsentPage();
    world.shared.clock.ms += 12 * 60_000;
    expect((await answerConsent(browser, page, world)).status).toBe(400);
  });

  it('refuses a transaction that already has consent', async () => {
    const { page, browser, world } = await openConsentPage();
    const { proof } = await hiddenFields(page.clone());
    const [csrfCookie] = [...browser.cookies];
    await answerConsent(browser, page, world);
    const agreed = [...browser.cookies.values()][0];
    browser.cookies.set(csrfCookie?.[0] ?? '', csrfCookie?.[1] ?? '');
    const form = { transaction: agreed, proof, choice: 'allow' };
    const answer = await browser.send(consent, formPost('/consent', form, { origin: ORIGIN }), world);
    expect(answer.status).toBe(400);
  });

  it('keeps at most five sign-ins open, and at most 8 kB of cookies', async () => {
    const { ask, browser, world, page } = await openConsentPage({ state: 's'.repeat(1_500) });
    await answerConsent(browser, page, world);
    for (let i = 0; i < 6; i++) {
      world.shared.clock.ms += 1_000;
      await answerConsent(browser, await ask(), world);
    }
    const values = [...browser.cookies].filter(([name]) => name.includes('signin')).map(([, value]) => value);
    expect(values.length).toBeGreaterThanOrEqual(2);
    expect(values.join('').length).toBeLessThanOrEqual(8_000);
  });
});
