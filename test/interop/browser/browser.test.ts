import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { startPortico, postMcp, resultOf, toolCall, type World } from '../../kit/start-portico.ts';
import { launch, missing, picture, type Browser, type Context, type Page } from './chromium.ts';
import { listenAsClient, type ListeningClient } from './listening-client.ts';

if (missing !== undefined) process.stderr.write(`The pages are not tested in a browser: ${missing}.\n`);

describe.skipIf(missing !== undefined)('in Chromium', () => {
  let browser: Browser;
  let world: World;
  let entra: Server;
  let context: Context;
  let page: Page;
  let client: ListeningClient;
  /** Whether Entra skips the account picker for a signed-in person. */
  let silent = false;
  /** Errors in the browser's console, such as policy violations. */
  let complaints: string[];

  beforeAll(async () => {
    browser = await launch();
    entra = createServer((request, response) => {
      const url = new URL(`${world.standIns.entra.origin}${request.url}`);
      if (silent) url.searchParams.delete('prompt');
      response.writeHead(302, { location: url.href }).end();
    });
    await new Promise<void>((resolve) => entra.listen(0, '127.0.0.1', resolve));
    world = await startPortico((standIns) => {
      const metadata = JSON.parse(standIns.entra.metadata) as { authorization_endpoint: string };
      const endpoint = new URL(metadata.authorization_endpoint);
      endpoint.port = String((entra.address() as AddressInfo).port);
      const changed = { ...metadata, authorization_endpoint: endpoint.href };
      return { ENTRA_AUTHORITY_METADATA: JSON.stringify(changed), RATE_LIMIT_PER_ADDRESS: '0' };
    });
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
    entra.closeAllConnections();
    await new Promise((resolve) => entra.close(resolve));
  });
  beforeEach(async () => {
    silent = false;
    complaints = [];
    client = await listenAsClient(world.origin, 'Journey app');
  });
  afterEach(async () => {
    await context.close();
    await client.close();
  });

  const open = async (options: Record<string, unknown> = {}): Promise<void> => {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  };
  const button = (label: string | RegExp) => page.getByRole('button', { name: label });
  const signIn = async (person: RegExp) => {
    await page.goto(client.authorizationUrl);
    await button('Allow and sign in').click();
    await button(person).click();
    await page.waitForURL(/\/callback\?/);
  };
  const calls = async () => {
    const { accessToken: token } = await client.redeem();
    return (await resultOf(await postMcp(world, toolCall('get_me'), { token }))).text;
  };

  it.each<[string, Record<string, unknown>]>([
    ['a large screen', {}],
    ['a phone in dark mode', { viewport: { width: 360, height: 740 }, colorScheme: 'dark', isMobile: true }],
    ['a browser without scripts', { javaScriptEnabled: false }],
  ])('a user signs in on %s', async (where, options) => {
    await open(options);
    await page.goto(client.authorizationUrl);
    await picture(page, `consent on ${where}`);
    await signIn(/Ana Silva/);
    expect(await page.innerText('h1')).toBe('Back in the app');
    expect(client.answer().get('state')).toBe('state of the app');
    expect(await calls()).toContain('ana.silva@contoso.example');
    expect(complaints).toEqual([]);
  });

  it('a user signs in with only the keyboard', async () => {
    await open();
    await page.goto(client.authorizationUrl);
    await button('Cancel').focus();
    await page.keyboard.press('Tab');
    await picture(page, 'consent by the keyboard');
    await page.keyboard.press('Enter');
    await page.waitForURL(/oauth2\/v2\.0\/authorize/);
    await button(/Ben Okafor/).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/callback\?/);
    expect(await calls()).toContain('ben.okafor@contoso.example');
  });

  it('a user who is already signed in to Entra sees only the consent page', async () => {
    await open();
    await signIn(/Ana Silva/);
    silent = true;
    await page.goto(client.authorizationUrl);
    await button('Allow and sign in').click();
    await page.waitForURL(/\/callback\?/);
    expect(await calls()).toContain('ana.silva@contoso.example');
    expect(complaints).toEqual([]);
  });

  it('a user who needs step-up authentication signs in again and can then call tools', async () => {
    await open();
    await signIn(/Julia Brandt/);
    const { accessToken: token } = await client.redeem();
    expect((await postMcp(world, toolCall('get_me'), { token })).status).toBe(401);
    await page.goto(client.authorizationUrl);
    await button('Allow and sign in').click();
    await button(/Julia Brandt/).click();
    await page.waitForURL(/claims=/);
    expect(await page.innerText('main')).toContain('Multifactor authentication is required');
    await button(/Julia Brandt/).click();
    await page.waitForURL(/\/callback\?/);
    expect(await calls()).toContain('julia.brandt@contoso.example');
  });

  it('a user who declines on the consent page returns to the app with access_denied', async () => {
    await open();
    await page.goto(client.authorizationUrl);
    await button('Cancel').click();
    await page.waitForURL(/\/callback\?/);
    expect(client.answer().get('error')).toBe('access_denied');
    expect(client.answer().get('iss')).toBe(world.origin);
    expect(complaints).toEqual([]);
  });

  it('a user who declines on the Entra page returns to the app with access_denied', async () => {
    await open();
    await page.goto(client.authorizationUrl);
    await button('Allow and sign in').click();
    await button('Cancel').click();
    await page.waitForURL(/\/callback\?/);
    expect(client.answer().get('error')).toBe('access_denied');
  });

  it.each<[string, (url: URL) => void, number, RegExp]>([
    ['an unknown app', (url) => url.searchParams.set('client_id', 'nobody'), 400, /not registered here/],
    [
      'another redirect URI',
      (url) => url.searchParams.set('redirect_uri', 'https://evil.example/'),
      400,
      /not allowed on this server/,
    ],
    [
      'an unknown path',
      (url) => void (url.pathname = '/nothing'),
      404,
      /No page or endpoint exists at this address/,
    ],
  ])('the page for %s explains what to do', async (what, change, status, words) => {
    await open();
    const url = new URL(client.authorizationUrl);
    change(url);
    expect((await page.goto(url.href))?.status()).toBe(status);
    await picture(page, `error for ${what}`);
    expect(await page.innerText('main')).toMatch(words);
  });

  it('a guest sees an error page and the app receives nothing', async () => {
    await open();
    await page.goto(client.authorizationUrl);
    await button('Allow and sign in').click();
    await button(/Lena Fischer/).click();
    await page.waitForURL(/\/callback\?/);
    await picture(page, 'error for a guest');
    expect(page.url()).toContain(world.origin);
    expect(await page.innerText('main')).toContain(
      "This organisation's guests are not allowed to use this server",
    );
    expect([...client.answer()]).toEqual([]);
  });

  it('a user sees their apps, disconnects one, and then signs out everywhere', async () => {
    await open();
    await signIn(/Ana Silva/);
    const first = await client.redeem();
    const other = await listenAsClient(world.origin, 'Other app');
    await page.goto(other.authorizationUrl);
    await button('Allow and sign in').click();
    await button(/Ana Silva/).click();
    await page.waitForURL(/\/callback\?/);
    await other.redeem();

    await page.goto(`${world.origin}/account`);
    await button(/Ana Silva/).click();
    await page.waitForURL(/\/account$/);
    await picture(page, 'account');
    expect(await page.innerText('main')).toContain('ana.silva@contoso.example');
    await button('Disconnect Other app').click();
    await page.waitForURL(/done=one/);
    await picture(page, 'account after a disconnection');
    expect(await button('Disconnect Other app').count()).toBe(0);
    await button('Sign out everywhere').click();
    await page.waitForURL(/done=all/);
    await picture(page, 'account with nothing left');
    expect(await page.innerText('main')).toContain('No app can currently use your Microsoft 365');
    expect((await postMcp(world, toolCall('get_me'), { token: first.accessToken })).status).toBe(401);
    expect(complaints).toEqual([]);
    await other.close();
  });
});
