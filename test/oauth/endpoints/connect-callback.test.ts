import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ToolError, UnavailableError } from '../../../src/errors.ts';
import { startSpotify, type SpotifyStandIn } from '../../../src/standins/spotify/start-spotify.ts';
import { ORIGIN, withoutUsername, type World } from '../../kit/oauth/oauth-world.ts';
import { account, callback, connectCallback } from '../endpoints.ts';
import { entraAnswer, locationOf, openBrowser, type TestBrowser } from '../flow.ts';
import {
  agree,
  continueToProvider,
  createLinkingWorld,
  createWorldWith,
  linkFor,
  ownerNamed,
} from '../link-flow.ts';
import { personNamed } from '../../kit/people/named-people.ts';

let spotify: SpotifyStandIn;
let world: World;
let browser: TestBrowser;
beforeAll(async () => {
  spotify = await startSpotify();
});
afterAll(() => spotify.close());
beforeEach(() => {
  world = createWorldWith(spotify);
  browser = openBrowser();
});

const respond = (url: string, from = browser) => from.send(connectCallback, new Request(url), world);
const responseWith = (query: string) => `${ORIGIN}/connect/spotify/callback${query}`;
/** Continues to the provider as Ana. Returns the `state` that Portico sent. */
const start = async () => {
  const provider = await continueToProvider(browser, await linkFor(world, 'ana.silva'), world);
  return provider.searchParams.get('state') ?? '';
};
/** Continues to the provider as Ana and agrees there. Returns the URL that the provider redirects to. */
const startAndAgree = async (from = browser) =>
  agree(await continueToProvider(from, await linkFor(world, 'ana.silva'), world));
/** Replaces the browser's session with a session of this person. */
const signInAs = async (alias: string) => {
  browser.cookies.delete(world.cookies.name('session'));
  world.shared.entra.person = personNamed(alias);
  const toEntra = await browser.send(account, new Request(`${ORIGIN}/account`), world);
  await browser.send(callback, entraAnswer(locationOf(toEntra).href), world);
};
const links = (alias: string) => world.linked.list(ownerNamed(alias));
const linkEvents = () => world.facts.filter(({ action }) => action.operation === 'link');

describe("a provider's response", () => {
  it('links the account, writes an audit event and redirects to the account page', async () => {
    world.shared.entra.person = { ...personNamed('ana.silva'), roles: ['Portico.Admin'] };
    const done = await respond(await startAndAgree());
    expect(locationOf(done).href).toBe(`${ORIGIN}/account?done=linked&provider=spotify`);
    expect(await links('ana.silva')).toMatchObject([{ provider: 'spotify' }]);
    expect(linkEvents()).toMatchObject([
      { outcome: 'success', caller: { ...ownerNamed('ana.silva'), roles: ['Portico.Admin'] } },
    ]);
    expect([...browser.cookies.keys()].join()).not.toContain('link');
  });

  it('is accepted after the session has ended, because only this browser has the cookie', async () => {
    const url = await startAndAgree();
    browser.cookies.delete(world.cookies.name('session'));
    expect((await respond(url)).status).toBe(302);
    expect(await links('ana.silva')).toHaveLength(1);
    expect(linkEvents()).toMatchObject([{ caller: { ...ownerNamed('ana.silva'), roles: [] } }]);
  });

  it('is refused if another user has signed in to the browser, and links nothing to either user', async () => {
    const url = await startAndAgree();
    await signInAs('ben.okafor');
    const page = await respond(url);
    expect([page.status, (await page.text()).includes('belongs to somebody else')]).toEqual([403, true]);
    expect([await links('ana.silva'), await links('ben.okafor'), linkEvents()]).toEqual([[], [], []]);
    await signInAs('ana.silva');
    expect((await respond(url)).status).toBe(404);
  });

  it('is refused if a user of another organisation has signed in to the browser', async () => {
    const url = await startAndAgree();
    const person = { v: 1, tid: 'another-tenant', oid: personNamed('ana.silva').oid, roles: [] };
    browser.cookies.set(world.cookies.name('session'), await world.sealer.seal('session', person, 600));
    expect((await respond(url)).status).toBe(403);
    expect(await links('ana.silva')).toEqual([]);
  });

  it('is refused with a message that shows the display name of the signed-in user if that user has no username', async () => {
    const url = await startAndAgree();
    withoutUsername(world);
    await signInAs('ben.okafor');
    expect(await (await respond(url)).text()).toContain('Ben Okafor');
  });

  it('is refused if the link has been used in another browser meanwhile', async () => {
    const link = await linkFor(world, 'ana.silva');
    const other = openBrowser();
    const [first, second] = [
      await agree(await continueToProvider(other, link, world)),
      await agree(await continueToProvider(browser, link, world)),
    ];
    expect((await respond(first, other)).status).toBe(302);
    const late = await respond(second);
    expect([late.status, (await late.text()).includes('already been used')]).toEqual([410, true]);
    expect(linkEvents()).toHaveLength(1);
  });

  it('results in advice to ask for a new link if the provider refuses the code', async () => {
    const page = await respond(responseWith(`?code=wrong&state=${await start()}`));
    expect([page.status, (await page.text()).includes('Go back to your app and ask again')]).toEqual([
      400,
      true,
    ]);
    expect([await links('ana.silva'), linkEvents()]).toEqual([[], []]);
  });

  it('is reported as an outage, and not as a link, if the tables fail when the link is stored', async () => {
    const url = await startAndAgree();
    const insert = world.store.insert.bind(world.store);
    world.store.insert = async (place, entry) => {
      if (place.id === 'spotify') throw new UnavailableError('Table Storage');
      return insert(place, entry);
    };
    const page = await respond(url);
    const text = await page.text();
    expect([page.status, text.includes('Table Storage')]).toEqual([503, true]);
    // Reloading the page would not help, because the code and the link have been used.
    expect(text).toContain('To try again, ask your app for a new link.');
    expect(text).not.toContain('reload');
    expect([await links('ana.silva'), linkEvents()]).toEqual([[], []]);
  });

  it('results in a page that says that the Key Vault key cannot be used, and is accepted on reload once the key is fixed', async () => {
    const url = await startAndAgree();
    const { linked } = world;
    const error = new ToolError('link_key_unusable', 'The key link-key does not exist.');
    world = { ...world, linked: { ...linked, prepare: () => Promise.reject(error) } };
    const page = await respond(url);
    expect([page.status, (await page.text()).includes('The key link-key does not exist.')]).toEqual([
      503,
      true,
    ]);
    expect([await links('ana.silva'), linkEvents()]).toEqual([[], []]);
    world = { ...world, linked };
    expect((await respond(url)).status).toBe(302);
    expect(linkEvents()).toHaveLength(1);
  });

  it('never results in a page that shows an internal error', async () => {
    const url = await startAndAgree();
    const insert = world.store.insert.bind(world.store);
    world.store.insert = async (place, entry) => place.id !== 'spotify' && insert(place, entry);
    const page = await respond(url);
    expect([page.status, (await page.text()).includes('Other instances')]).toEqual([500, false]);
    expect(linkEvents()).toEqual([]);
  });

  it('is refused if its state is missing or different, or if it arrives in another browser', async () => {
    const state = await start();
    for (const query of ['?code=x', `?code=x&state=${'A'.repeat(22)}`])
      expect((await respond(responseWith(query))).status).toBe(404);
    const elsewhere = await respond(responseWith(`?code=x&state=${state}`), openBrowser());
    expect(elsewhere.status).toBe(404);
    expect(await elsewhere.text()).toContain('or was opened in another browser');
  });

  it('is refused more than ten minutes after the link was made', async () => {
    const state = await start();
    world.shared.clock.ms += 600_000;
    expect((await respond(responseWith(`?code=x&state=${state}`))).status).toBe(404);
  });

  it('results in a page that says that nothing was linked if the user cancelled at the provider', async () => {
    const page = await respond(responseWith(`?error=access_denied&state=${await start()}`));
    expect(await page.text()).toContain('Nothing was linked');
  });

  it('results in an explanation if the provider cannot be reached', async () => {
    world = createLinkingWorld({ url: 'http://127.0.0.1:9' });
    const page = await respond(responseWith(`?code=x&state=${await start()}`));
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('Spotify cannot be reached at the moment');
    expect(await links('ana.silva')).toEqual([]);
  });
});
