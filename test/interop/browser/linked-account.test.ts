import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { confirmationIn } from '../../kit/demo-tenant.ts';
import { linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';
import { launch, missing, picture, type Browser, type Context, type Page } from './chromium.ts';

if (missing !== undefined)
  process.stderr.write(`Linking an account is not tested in a browser: ${missing}.\n`);

/** Chromium treats localhost as a different site from 127.0.0.1, where Portico runs. */
const onAnotherSite = (text: string) => text.replace('//127.0.0.1:', '//localhost:');

describe.skipIf(missing !== undefined)('the account-linking page in Chromium', () => {
  let browser: Browser;
  let world: World;
  let token: string;
  let context: Context;
  let page: Page;
  let link: string;
  /** Errors in the browser's console, such as policy violations. */
  let complaints: string[];
  let requests: { url: string; referrer: string | undefined }[];

  beforeAll(async () => {
    browser = await launch();
    world = await startPortico(
      ({ entra, spotify }) => {
        const metadata = JSON.parse(entra.metadata) as { authorization_endpoint: string };
        const endpoint = onAnotherSite(metadata.authorization_endpoint);
        return {
          ENTRA_AUTHORITY_METADATA: JSON.stringify({ ...metadata, authorization_endpoint: endpoint }),
          SPOTIFY_URL: onAnotherSite(spotify?.origin ?? ''),
          RATE_LIMIT_PER_ADDRESS: '0',
        };
      },
      Date.now,
      undefined,
      { spotify: true },
    );
    token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    complaints = [];
    requests = [];
    link = linkIn(await call('get_spotify_profile'));
  });
  afterEach(() => context.close());

  const call = async (name: string, args: Record<string, unknown> = {}) =>
    (await resultOf(await postMcp(world, toolCall(name, args), { token, query: WITH_SPOTIFY }))).text;
  const unlink = async () =>
    call('unlink_spotify', { confirmation: confirmationIn(await call('unlink_spotify')) });
  const button = (label: string | RegExp) => page.getByRole('button', { name: label });
  /** Finds a heading. Clicking waits until the heading appears. */
  const heading = (name: string) => page.getByRole('heading', { name });
  const open = async (options: Record<string, unknown> = {}): Promise<void> => {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      requests.push({ url: request.url(), referrer: request.headers()['referer'] });
    });
    await page.goto(link);
  };
  const openAs = async (person: RegExp, options: Record<string, unknown> = {}): Promise<void> => {
    await open(options);
    await button(person).click();
    await page.waitForURL(/\/connect\/spotify\?e=/);
  };
  /** Returns the origins of all requests since the browser was opened. */
  const origins = () => [...new Set(requests.map(({ url }) => new URL(url).origin))].sort();
  const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - screen.width');
  /** Returns the smallest distance in pixels between a first-level heading and the content above it. */
  const gapAboveHeadings = () =>
    page.evaluate<number>(
      `Math.min(...[...document.querySelectorAll('* + h1')].map((heading) => heading.getBoundingClientRect().top - heading.previousElementSibling.getBoundingClientRect().bottom))`,
    );

  it.each<[string, Record<string, unknown>]>([
    ['a large screen', {}],
    ['a phone', { viewport: { width: 375, height: 740 }, isMobile: true }],
    ['a phone in dark mode', { viewport: { width: 375, height: 740 }, colorScheme: 'dark', isMobile: true }],
    ['a browser without scripts', { javaScriptEnabled: false }],
  ])(
    'links the account once on %s, and the call that needed the account then succeeds',
    async (where, options) => {
      await openAs(/Ana Silva/, options);
      await picture(page, `connect on ${where}`);
      const text = await page.innerText('main');
      for (const words of [
        'Link your Spotify account?',
        'ana.silva@contoso.example',
        'See your private playlists',
        'Only continue if you asked an app for this yourself.',
        'Your apps never see your password',
      ])
        expect(text).toContain(words);
      const entra = onAnotherSite(world.standIns.entra.origin);
      expect(origins()).toEqual([world.origin, entra].sort());
      if (options['javaScriptEnabled'] !== false) expect(await overflow()).toBeLessThanOrEqual(0);

      await button('Continue to Spotify').click();
      await page.waitForURL(/localhost:\d+\/authorize\?/);
      await picture(page, `Spotify on ${where}`);
      if (options['javaScriptEnabled'] !== false) expect(await overflow()).toBeLessThanOrEqual(0);
      await button(/Ana Silva/).click();
      await page.waitForURL(/\/account\?done=linked&provider=spotify$/);
      await picture(page, `linked on ${where}`);
      expect(await page.innerText('main')).toContain('Your Spotify account is linked. Go back to your app');
      if (options['javaScriptEnabled'] !== false) {
        expect(await overflow()).toBeLessThanOrEqual(0);
        expect(await gapAboveHeadings()).toBeGreaterThanOrEqual(16);
      }
      const spotify = onAnotherSite(world.standIns.spotify?.origin ?? '');
      expect(origins()).toEqual([world.origin, entra, spotify].sort());
      for (const { url, referrer } of requests)
        if (!url.startsWith(world.origin)) expect(referrer ?? '').not.toContain('/connect/');
      expect(await call('get_spotify_profile')).toContain('Spotify account: Ana Silva (id ana.silva)');
      expect(complaints).toEqual([]);

      expect((await page.goto(link))?.status()).toBe(410);
      await picture(page, `used on ${where}`);
      expect(await page.innerText('main')).toContain('It has already been used, and it works only once.');
      expect(await button('Continue to Spotify').count()).toBe(0);
      await unlink();
    },
  );

  it('has a content security policy that blocks images from elsewhere', async () => {
    await openAs(/Ana Silva/);
    expect(complaints).toEqual([]);
    const log = () => world.standIns.spotify?.log.length;
    const before = log();
    const image = JSON.stringify(onAnotherSite(`${world.standIns.spotify?.origin}/image`));
    await page.evaluate(
      `new Promise((done) => { const image = new Image(); image.onerror = () => done(); image.src = ${image}; })`,
    );
    expect(complaints.join()).toContain('Content Security Policy');
    expect(log()).toBe(before);
  });

  it('refuses another user, before and after they sign in, and can still be used by its owner', async () => {
    await openAs(/Ben Okafor/);
    await picture(page, 'connect for somebody else');
    for (let time = 0; time < 2; time += 1) {
      const text = await page.innerText('main');
      expect(text).toContain('This link belongs to somebody else');
      expect(text).toContain('ben.okafor@contoso.example');
      for (const secret of ['ana.silva', 'Spotify', 'playlists']) expect(text).not.toContain(secret);
      expect(await button(/Continue/).count()).toBe(0);
      expect((await page.goto(link))?.status()).toBe(403);
    }
    expect(linkIn(await call('get_spotify_profile'))).not.toBe('');
    await page.getByRole('link', { name: 'Sign out of this browser' }).click();
    await button('Sign out').click();
    await picture(page, 'signed out');
    await page.goto(link);
    await button(/Ana Silva/).click();
    await button('Continue to Spotify').click();
    await button(/Ana Silva/).click();
    await page.waitForURL(/\/account\?done=linked&provider=spotify$/);
    expect(await call('get_spotify_profile')).toContain('Ana Silva');
    await unlink();
  });

  it('links nothing if the user cancels in Portico or Spotify, and can be opened again', async () => {
    await openAs(/Ana Silva/);
    await button('Cancel').click();
    await heading('Nothing was linked').click();
    await picture(page, 'cancelled');
    await page.goto(link);
    await button('Continue to Spotify').click();
    await button('Cancel').click();
    await heading('Nothing was linked').click();
    await picture(page, 'cancelled at Spotify');
    expect(linkIn(await call('get_spotify_profile'))).not.toBe('');
    await page.goto(link);
    await button('Continue to Spotify').click();
    await button(/Ana Silva/).click();
    await page.waitForURL(/\/account\?done=linked&provider=spotify$/);
    await unlink();
    expect(complaints).toEqual([]);
  });

  it('reports that the link was already used if the user goes back to Spotify and signs in again', async () => {
    await openAs(/Ana Silva/);
    await button('Continue to Spotify').click();
    await button(/Ana Silva/).click();
    await page.waitForURL(/\/account\?done=linked&provider=spotify$/);
    await page.goBack();
    await page.waitForURL(/localhost:\d+\/authorize\?/);
    await button(/Ben Okafor/).click();
    await heading('This link is no longer valid').click();
    await picture(page, 'back to Spotify');
    const text = await page.innerText('main');
    expect(text).toContain('already been used or cancelled');
    expect(text).toContain('if your account is not linked yet');
    expect(await call('get_spotify_profile')).toContain('Ana Silva');
    await unlink();
  });

  it('can be used with only the keyboard', async () => {
    await openAs(/Ana Silva/);
    await button('Cancel').focus();
    await page.keyboard.press('Tab');
    await picture(page, 'connect by the keyboard');
    await page.keyboard.press('Enter');
    await page.waitForURL(/localhost:\d+\/authorize\?/);
    await button(/Ana Silva/).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/account\?done=linked&provider=spotify$/);
    expect(await call('get_spotify_profile')).toContain('Ana Silva');
    await unlink();
  });
});
