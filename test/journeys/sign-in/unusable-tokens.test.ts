import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { CALLBACK, signIn } from '../../kit/oauth/sign-in.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';

const ANA = 'ana.silva';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterEach(() => world.standIns.entra.control.changeManifest({ tokenVersion: 2 }));
afterAll(() => world.close());

describe('an app registration that issues tokens of version 1.0', () => {
  it('is explained on the page, and the sign-in succeeds once the registration is corrected and the page is reloaded', async () => {
    const { clientId } = await signIn({ origin: world.origin, person: ANA });
    world.standIns.entra.control.changeManifest({ tokenVersion: 1 });
    const query = new URLSearchParams({
      client_id: clientId,
      response_type: 'code',
      redirect_uri: CALLBACK,
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      state: 's',
    });
    const browser = createBrowser();
    const consent = await browser.open(`${world.origin}/authorize?${query}`, CALLBACK);
    const atEntra = await browser.press(consent, /^allow/i, CALLBACK);
    const page = await browser.press(atEntra, /\bana\.silva\b/i, CALLBACK);
    expect(page.status).toBe(503);
    expect(page.text).toContain('set requestedAccessTokenVersion to 2');
    expect(page.text).toContain('The operator of Portico can fix this');
    expect(page.text).toContain('within ten minutes, reload this page');

    world.standIns.entra.control.changeManifest({ tokenVersion: 2 });
    const atEntraAgain = await browser.open(page.url, CALLBACK);
    const back = await browser.press(atEntraAgain, /\bana\.silva\b/i, CALLBACK);
    expect(new URL(back.url).searchParams.has('code')).toBe(true);
  });

  it('does not end a sign-in: the same refresh token works once the registration is corrected', async () => {
    const { refresh } = await signIn({ origin: world.origin, person: ANA });
    world.standIns.entra.control.changeManifest({ tokenVersion: 1 });
    await expect(refresh()).rejects.toThrow(/The operator of Portico can fix this/);
    world.standIns.entra.control.changeManifest({ tokenVersion: 2 });
    await expect(refresh()).resolves.toMatchObject({ accessToken: expect.any(String) });
  });
});
