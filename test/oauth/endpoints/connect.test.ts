import { beforeEach, describe, expect, it } from 'vitest';

import { connect } from '../endpoints.ts';
import { formPost, locationOf, openBrowser, proofIn, type TestBrowser } from '../flow.ts';
import { createLinkingWorld, linkFor as linkIn, openSignedIn as openSignedInAt } from '../link-flow.ts';
import { ORIGIN, withoutUsername, type World } from '../../kit/oauth/oauth-world.ts';
import { personNamed } from '../../kit/people/named-people.ts';

let world: World;
let browser: TestBrowser;
beforeEach(() => {
  world = createLinkingWorld({ url: 'http://127.0.0.1:9' });
  browser = openBrowser();
});

const linkFor = (alias: string) => linkIn(world, alias);
const open = (url: string) => browser.send(connect, new Request(url), world);
const openSignedIn = (url: string) => openSignedInAt(browser, url, world);
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

  it('lists only the permissions that it asks for, and shows a permission without a description by its name', async () => {
    world = createLinkingWorld({ url: 'http://127.0.0.1:9', scopes: ['new-scope', 'user-top-read'] });
    const markup = await (await openSignedIn(await linkFor('ana.silva'))).text();
    const listed = [...markup.matchAll(/<li>([^<]*)<\/li>/g)].map(([, text]) => text);
    expect(listed).toEqual(['See the artists and tracks that you play most', 'new-scope']);
  });

  it('names a user without a username by their display name', async () => {
    withoutUsername(world);
    expect(await (await openSignedIn(await linkFor('ana.silva'))).text()).toContain('Ana Silva');
    const foreign = await open(await linkFor('ben.okafor'));
    expect([foreign.status, (await foreign.text()).includes('Ana Silva')]).toEqual([403, true]);
  });

  it('is refused once it has been used', async () => {
    const url = await linkFor('ana.silva');
    expect((await openSignedIn(url)).status).toBe(200);
    const request = await world.linked.requests.open(new URL(url).searchParams.get('e') ?? '');
    await world.linked.requests.use(request?.id ?? '');
    const page = await open(url);
    expect([page.status, (await page.text()).includes('already been used')]).toEqual([410, true]);
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
