import { beforeEach, describe, expect, it } from 'vitest';

import { configureProviders } from '../../../src/linked/configured-provider.ts';
import { createLinkedAccounts } from '../../../src/linked/linked-accounts.ts';
import { allProviders } from '../../../src/linked/providers/all-providers.ts';
import { silentTelemetry } from '../../../src/telemetry/silent.ts';
import { callback, connect, connectCallback } from '../endpoints.ts';
import { entraAnswer, formPost, locationOf, openBrowser, type TestBrowser } from '../flow.ts';
import { createWorld, ORIGIN, personNamed, TENANT, type World } from '../../kit/oauth/oauth-world.ts';

let world: World;
let browser: TestBrowser;
beforeEach(() => {
  const opened = createWorld();
  const config = {
    providers: { spotify: { clientId: 'app-1', url: 'http://127.0.0.1:9' } },
    publicUrl: ORIGIN,
  };
  const linked = createLinkedAccounts({
    ...opened,
    telemetry: silentTelemetry,
    publicUrl: ORIGIN,
    providers: configureProviders(config, allProviders, () => ['user-top-read']),
    wrappingKey: {
      newestVersion: async () => 'one',
      wrap: async () => ({ version: 'one', wrapped: 'wrapped' }),
      unwrap: async () => new Uint8Array(32),
    },
    vault: { versions: async () => [{ version: 'one', value: 'secret', createdAt: 0 }] },
  });
  world = { ...opened, linked };
  browser = openBrowser();
});

const owner = (alias: string) => ({ tid: TENANT, oid: personNamed(alias).oid });
const linkFor = async (alias: string) =>
  world.linked.requests.urlOf('spotify', await world.linked.requests.create(owner(alias), 'spotify'));
const open = (url: string) => browser.send(connect, new Request(url), world);
/** Opens a link in a browser that is not signed in yet, and signs in as the stand-in's next user. */
async function openSignedIn(url: string): Promise<Response> {
  const toEntra = await open(url);
  const back = await browser.send(callback, entraAnswer(locationOf(toEntra).href), world);
  expect(locationOf(back).href).toBe(url);
  return open(url);
}
const proofIn = (markup: string) => /name="proof" value="([^"]+)"/.exec(markup)?.[1];
const post = (url: string, form: Record<string, string | undefined>, headers = { origin: ORIGIN }) =>
  browser.send(connect, formPost(url.slice(ORIGIN.length), form, headers), world);

describe('a link for connecting an account', () => {
  it('signs the user in to Entra and asks for consent before anything else happens', async () => {
    const url = await linkFor('ana.silva');
    expect(url).not.toContain(personNamed('ana.silva').oid);
    const page = await openSignedIn(url);
    const markup = await page.text();
    expect(page.status).toBe(200);
    for (const words of ['Link your Spotify account?', 'ana.silva@contoso.example', 'that you play most'])
      expect(markup).toContain(words);
  });

  it('redirects to the provider with PKCE, a state and the minimum scopes, and sets a cookie for the browser', async () => {
    const url = await linkFor('ana.silva');
    const proof = proofIn(await (await openSignedIn(url)).text());
    const response = await post(url, { proof, decision: 'link' });
    const to = locationOf(response);
    expect(`${to.origin}${to.pathname}`).toBe('http://127.0.0.1:9/authorize');
    expect(Object.fromEntries(to.searchParams)).toMatchObject({
      client_id: 'app-1',
      redirect_uri: `${ORIGIN}/connect/spotify/callback`,
      scope: 'user-top-read',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(response.headers.getSetCookie().join()).toMatch(
      /__Host-portico_link_.*HttpOnly; SameSite=Lax; Secure/,
    );
  });

  it('refuses another user without showing any details', async () => {
    world.shared.entra.person = personNamed('ben.okafor');
    const page = await openSignedIn(await linkFor('ana.silva'));
    const markup = await page.text();
    expect(page.status).toBe(403);
    expect(markup).toContain('This link belongs to somebody else');
    for (const secret of ['ana.silva', '<form', 'Spotify']) expect(markup).not.toContain(secret);
  });

  it('expires after exactly ten minutes', async () => {
    const url = await linkFor('ana.silva');
    expect((await openSignedIn(url)).status).toBe(200);
    world.shared.clock.ms += 599_000;
    expect((await open(url)).status).toBe(200);
    world.shared.clock.ms += 1_000;
    expect((await open(url)).status).toBe(404);
  });

  it.each([
    ['empty', ''],
    ['malformed', '?e=x'],
    ['repeated', '?e=x&e=y'],
  ])('is refused without a sign-in if its query is %s', async (_what, query) => {
    expect([400, 404]).toContain((await open(`${ORIGIN}/connect/spotify${query}`)).status);
  });

  it('is refused at the address of another provider or of a disabled provider', async () => {
    const url = await linkFor('ana.silva');
    for (const other of ['other', '__proto__', 'constructor'])
      expect((await open(url.replace('/spotify', `/${other}`))).status).toBe(404);
  });

  it('refuses a form from another site, without a valid token, or for another link', async () => {
    const [url, other] = [await linkFor('ana.silva'), await linkFor('ana.silva')];
    const proof = proofIn(await (await openSignedIn(url)).text());
    const foreign = proofIn(await (await open(other)).text());
    const refused = [
      await post(url, { proof, decision: 'link' }, { origin: 'https://evil.example' }),
      await post(url, { proof: foreign, decision: 'link' }),
      await post(url, { decision: 'link' }),
      await post(url, { proof, decision: 'perhaps' }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 400]);
    expect((await post(url, { proof, decision: 'link' })).status).toBe(302);
  });

  it('links nothing if the user cancels', async () => {
    const url = await linkFor('ana.silva');
    const proof = proofIn(await (await openSignedIn(url)).text());
    expect(await (await post(url, { proof, decision: 'cancel' })).text()).toContain('Nothing was linked');
  });
});

describe("a provider's response", () => {
  const respond = (query: string) =>
    browser.send(connectCallback, new Request(`${ORIGIN}/connect/spotify/callback${query}`), world);
  const start = async () => {
    const url = await linkFor('ana.silva');
    const proof = proofIn(await (await openSignedIn(url)).text());
    return locationOf(await post(url, { proof, decision: 'link' })).searchParams.get('state') ?? '';
  };

  it('is refused if its state is missing or different, or if it arrives in another browser', async () => {
    const state = await start();
    for (const query of ['?code=x', `?code=x&state=${'A'.repeat(22)}`])
      expect((await respond(query)).status).toBe(404);
    browser = openBrowser();
    const elsewhere = await respond(`?code=x&state=${state}`);
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.text()).toContain('or was opened in another browser');
  });

  it('is refused more than ten minutes after the link was made', async () => {
    const state = await start();
    world.shared.clock.ms += 600_000;
    expect((await respond(`?code=x&state=${state}`)).status).toBe(404);
  });

  it('results in a page that says that nothing was linked if the user cancelled at the provider', async () => {
    const state = await start();
    const page = await respond(`?error=access_denied&state=${state}`);
    expect(await page.text()).toContain('Nothing was linked');
  });

  it('results in an explanation if the provider cannot be reached', async () => {
    const state = await start();
    const page = await respond(`?code=x&state=${state}`);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Spotify cannot be reached at the moment');
    expect(await world.linked.list(owner('ana.silva'))).toEqual([]);
  });
});
