import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { EntraRefusedError } from '../../../src/errors.ts';
import { startSpotify, type SpotifyStandIn } from '../../../src/standins/spotify/start-spotify.ts';
import { account, callback, logout } from '../endpoints.ts';
import {
  codeRequest,
  entraAnswer,
  formPost,
  isAccepted,
  locationOf,
  obtainCode,
  openBrowser,
  openOwnPage,
  proofIn,
  refreshRequest,
  registerClient,
  signedIn,
  tokens,
  type TestBrowser,
} from '../flow.ts';
import { createWorldWith, linkAna, ownerNamed } from '../link-flow.ts';
import { breakTables, createWorld, ORIGIN, secondInstance, type World } from '../../kit/oauth/oauth-world.ts';
import { personNamed } from '../../kit/people/named-people.ts';

let world: World;
let browser: TestBrowser;
beforeEach(() => {
  world = createWorld();
  browser = openBrowser();
});

const ask = (at: World = world) => browser.send(account, new Request(`${ORIGIN}/account`), at);

/** Signs the browser in to the account page. */
async function open(): Promise<string> {
  return (await openOwnPage(browser, account, { url: `${ORIGIN}/account`, world })).text();
}

const press = (
  form: Record<string, string | undefined>,
  headers: Record<string, string> = { origin: ORIGIN },
) => browser.send(account, formPost('/account', form, headers), world);

/** Signs the current user in to a client with this name. */
async function connect(name: string) {
  const client = await registerClient(world, { client_name: name });
  return signedIn(world, { client });
}

const works = async (session: { clientId: string; refresh_token: string; access_token: string }) => {
  world.shared.clock.ms += 10_001;
  const call = await isAccepted(world, session.access_token);
  const renewal = await tokens(world, refreshRequest(session.clientId, session.refresh_token));
  return [call, renewal.status === 200];
};

describe('the account page', () => {
  it('redirects to Entra if the user is not signed in', async () => {
    const toEntra = await ask();
    expect(toEntra.status).toBe(302);
    expect(locationOf(toEntra).host).toBe('login.example');
    const markup = await open();
    expect(markup).toContain('ana.silva@contoso.example');
    expect(markup).toContain('No app can currently use your Microsoft 365');
    expect(world.facts.at(-1)).toMatchObject({ action: { operation: 'sign-in' }, outcome: 'success' });
  });

  it("lists the user's apps with the times of consent and last use", async () => {
    const first = await connect('Morning app');
    world.shared.clock.ms += 3_600_000;
    await tokens(world, refreshRequest(first.clientId, first.refresh_token));
    await connect('<b>Evil</b> app');
    world.shared.entra.person = personNamed('ben.okafor');
    await connect('App of somebody else');
    world.shared.entra.person = personNamed('ana.silva');
    const markup = await open();
    expect(markup).toContain('Morning app');
    expect(markup).toContain('<time datetime="2026-11-21T09:00:00.000Z">21 Nov 2026, 09:00 UTC</time>');
    expect(markup).toContain('<time datetime="2026-11-21T10:00:00.000Z">');
    expect(markup).toContain('&lt;b&gt;Evil&lt;/b&gt; app');
    expect(markup).not.toContain('somebody else');
  });

  it('lists a client with several sign-ins once, with the time of the first consent', async () => {
    const client = await registerClient(world, { client_name: 'Busy app' });
    await signedIn(world, { client });
    world.shared.clock.ms += 3_600_000;
    await signedIn(world, { client });
    const markup = await open();
    expect(markup.match(/<h2>Busy app/g)).toHaveLength(1);
    expect(markup).toContain('09:00 UTC');
    expect(markup).toContain('10:00 UTC');
  });

  it('omits revoked and expired sign-ins', async () => {
    const session = await connect('Ended app');
    const { family } = await world.authenticate(session.access_token);
    await world.families.revoke({ partition: family?.partition ?? '', id: family?.id ?? '' });
    expect(await open()).not.toContain('Ended app');
  });

  it('disconnects one app on all devices, but no other app', async () => {
    const otherApp = await connect('Kept app');
    world.shared.clock.ms += 5_000;
    const ended = await connect('Ended app');
    const markup = await open();
    const id = /name="disconnect"\s+value="([^"]+)"\s+aria-label="Disconnect Ended app"/.exec(markup)?.[1];
    const done = await press({ proof: proofIn(markup), disconnect: id });
    expect(locationOf(done).href).toBe(`${ORIGIN}/account?done=one`);
    expect(await works(ended)).toEqual([false, false]);
    expect(await works(otherApp)).toEqual([true, true]);
    const after = await (await ask(secondInstance(world))).text();
    expect(after).toContain('Kept app');
    expect(after).not.toContain('Ended app');
    expect(world.facts.filter(({ action }) => action.operation === 'disconnect')).toHaveLength(1);
  });

  it("signs out all of the user's apps, but no other user's apps", async () => {
    const mine = [await connect('One'), await connect('Two')];
    world.shared.entra.person = personNamed('ben.okafor');
    const theirs = await connect('Three');
    world.shared.entra.person = personNamed('ana.silva');
    const done = await press({ proof: proofIn(await open()), disconnect: 'all' });
    expect(locationOf(done).href).toBe(`${ORIGIN}/account?done=all`);
    for (const session of mine) expect(await works(session)).toEqual([false, false]);
    expect(await works(theirs)).toEqual([true, true]);
    expect((await world.store.list('consents')).rows).toHaveLength(1);
  });

  it.each(['all', 'one'])('ends a sign-in whose code has not been redeemed yet: %s', async (choice) => {
    const client = await registerClient(world, { client_name: 'New app' });
    const obtained = await obtainCode(world, { client });
    const markup = await open();
    const id = /name="disconnect"\s+value="([^"]+)"\s+aria-label="Disconnect New app"/.exec(markup)?.[1];
    await press({ proof: proofIn(markup), disconnect: choice === 'all' ? 'all' : id });
    const refused = await tokens(secondInstance(world), codeRequest(obtained));
    expect(refused).toMatchObject({ status: 400, error: 'invalid_grant' });
    const again = await signedIn(world, { client });
    expect(await isAccepted(world, again.access_token)).toBe(true);
    // A replay of the refused code does not end the new sign-in.
    await tokens(world, codeRequest(obtained));
    expect(await works(again)).toEqual([true, true]);
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['an unstated origin', {}],
    ['an opaque origin', { origin: 'null' }],
  ])('refuses a form from %s', async (_where, headers) => {
    const session = await connect('Kept app');
    const answer = await press({ proof: proofIn(await open()), disconnect: 'all' }, headers);
    expect(answer.status).toBe(403);
    expect(await works(session)).toEqual([true, true]);
  });

  it('refuses a missing CSRF token and a CSRF token from another session', async () => {
    const session = await connect('Kept app');
    const other = openBrowser();
    const mine = browser;
    browser = other;
    const foreign = proofIn(await open());
    browser = mine;
    await open();
    for (const proof of [foreign, undefined, 'x']) {
      expect((await press({ proof, disconnect: 'all' })).status).toBe(403);
    }
    expect(await works(session)).toEqual([true, true]);
  });

  it("ignores the id of another user's app and refuses a form without a choice", async () => {
    world.shared.entra.person = personNamed('ben.okafor');
    const theirs = await connect('Three');
    const id = (await world.store.list('consents')).rows[0]?.id;
    world.shared.entra.person = personNamed('ana.silva');
    await connect('Mine');
    const proof = proofIn(await open());
    expect((await press({ proof, disconnect: id })).status).toBe(302);
    expect((await press({ proof })).status).toBe(400);
    expect(await works(theirs)).toEqual([true, true]);
  });

  it('requires a new sign-in after half an hour', async () => {
    await open();
    world.shared.clock.ms += 32 * 60_000;
    expect(locationOf(await ask()).host).toBe('login.example');
  });

  it('reports, for a form that comes after half an hour, that nothing was disconnected', async () => {
    const session = await connect('Kept app');
    const proof = proofIn(await open());
    world.shared.clock.ms += 32 * 60_000;
    const answer = await press({ proof, disconnect: 'all' });
    const markup = await answer.text();
    expect(answer.status).toBe(403);
    expect(markup).toContain('Nothing was changed');
    expect(markup).toContain('<a class="button primary" href="/account">');
    expect(await works(session)).toEqual([true, true]);
    expect(proofIn(await open())).toBeDefined();
  });

  it('does not accept any other sealed token as a session', async () => {
    const session = await connect('App');
    for (const sealed of [session.access_token, session.refresh_token, session.clientId, 'a.b.c.d.e']) {
      browser.cookies.set(world.cookies.name('session'), sealed);
      expect((await ask()).status).toBe(302);
    }
  });

  it('is not shown if Entra refuses the user', async () => {
    const toEntra = await ask();
    world.shared.entra.failure.redeem = new EntraRefusedError('Guests may not use this server.', 0);
    const back = await browser.send(callback, entraAnswer(locationOf(toEntra).href), world);
    expect(back.status).toBe(403);
    expect(locationOf(await ask()).host).toBe('login.example');
  });

  it('shows an error from Entra on a page', async () => {
    const toEntra = await ask();
    const refusal = entraAnswer(locationOf(toEntra).href, { code: undefined, error: 'access_denied' });
    expect((await browser.send(callback, refusal, world)).status).toBe(400);
  });

  it('returns 503 while the tables are down', async () => {
    await open();
    const restore = breakTables(world, 'list');
    expect((await ask()).status).toBe(503);
    restore();
    expect((await ask()).status).toBe(200);
  });

  it('requires a new sign-in after signing out', async () => {
    await open();
    const page = await browser.send(logout, new Request(`${ORIGIN}/logout`), world);
    const proof = proofIn(await page.text());
    await browser.send(logout, formPost('/logout', { proof }, { origin: ORIGIN }), world);
    expect(locationOf(await ask()).host).toBe('login.example');
  });
});

describe('linked accounts on the account page', () => {
  let spotify: SpotifyStandIn;
  beforeAll(async () => {
    spotify = await startSpotify();
  });
  afterAll(() => spotify.close());
  beforeEach(async () => {
    world = createWorldWith(spotify);
    await linkAna(browser, world);
  });
  const page = async () => (await ask()).text();
  const unlinkings = () => world.facts.filter(({ action }) => action.operation === 'unlink');

  it('are listed, except for those at a provider that the operator has switched off', async () => {
    const { rows } = await world.store.list('links');
    const row = rows.find(({ id }) => id === 'spotify')!;
    await world.store.insert({ table: 'links', partition: row.partition, id: 'former' }, row);
    const markup = await page();
    expect([...markup.matchAll(/name="unlink" value="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'spotify',
    ]);
    expect(markup).toContain('<h2>Spotify');
    expect(markup).not.toContain('undefined');
  });

  it('are unlinked, and a repeated form causes no second audit event', async () => {
    const proof = proofIn(await page());
    for (let time = 0; time < 2; time += 1) {
      // oxlint-disable-next-line no-await-in-loop -- the second form repeats the first one
      const done = await press({ proof, unlink: 'spotify' });
      expect(locationOf(done).href).toBe(`${ORIGIN}/account?done=unlinked&provider=spotify`);
    }
    expect(await world.linked.list(ownerNamed('ana.silva'))).toEqual([]);
    expect(unlinkings()).toMatchObject([{ outcome: 'success', caller: ownerNamed('ana.silva') }]);
  });

  it('remain linked if the form has no valid CSRF token', async () => {
    expect((await press({ proof: 'x', unlink: 'spotify' })).status).toBe(403);
    expect(await world.linked.list(ownerNamed('ana.silva'))).toHaveLength(1);
    expect(unlinkings()).toEqual([]);
  });
});
