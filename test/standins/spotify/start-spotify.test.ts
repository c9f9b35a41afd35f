import { randomBytes } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { startSpotify, type SpotifyStandIn } from '../../../src/standins/spotify/start-spotify.ts';
import { challengeOf } from '../../kit/oauth/pkce.ts';

const REDIRECT = 'http://127.0.0.1:7071/connect/spotify/callback';
const ALL = [
  'user-read-private user-read-playback-state user-modify-playback-state user-read-recently-played user-top-read',
  'playlist-read-private playlist-modify-public playlist-modify-private',
].join(' ');

let spotify: SpotifyStandIn;
let later = 0;
beforeAll(async () => {
  spotify = await startSpotify({ now: () => Date.now() + later });
});
beforeEach(() => {
  later = 0;
  spotify.control.developmentMode = true;
  spotify.control.api.outage('none');
});
afterAll(() => spotify.close());

type Tokens = { access_token: string; refresh_token: string; scope: string; error?: string };

const authorizeUrl = (changes: Record<string, string> = {}, verifier = 'v'.repeat(43)) => {
  const url = new URL(`${spotify.origin}/authorize`);
  url.search = new URLSearchParams({
    client_id: spotify.settings['SPOTIFY_CLIENT_ID'] ?? '',
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: ALL,
    state: 'state-1',
    code_challenge_method: 'S256',
    code_challenge: challengeOf(verifier),
    ...changes,
  }).toString();
  return url.href;
};

const post = async (form: Record<string, string>, secret = spotify.clientSecret) => {
  const response = await fetch(`${spotify.origin}/api/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${spotify.settings['SPOTIFY_CLIENT_ID']}:${secret}`).toString('base64')}`,
    },
    body: new URLSearchParams(form),
  });
  return { status: response.status, body: (await response.json()) as Tokens };
};

const codeFor = async (account: string, changes: Record<string, string> = {}): Promise<string> => {
  const browser = createBrowser();
  const page = await browser.open(authorizeUrl(changes));
  const back = await browser.press(page, new RegExp(`^${account}$`), REDIRECT);
  const answer = new URL(back.url).searchParams;
  expect(answer.get('state')).toBe('state-1');
  return answer.get('code') ?? '';
};

const redeem = (code: string, changes: Record<string, string> = {}) =>
  post({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: 'v'.repeat(43),
    ...changes,
  });

const signIn = async (account: string, scope = ALL): Promise<Tokens> =>
  (await redeem(await codeFor(account, { scope }))).body;

const call = async (token: string, path: string, method = 'GET', body?: object) => {
  const response = await fetch(`${spotify.origin}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};

describe("Spotify's accounts service", () => {
  it.each([
    ['another client', { client_id: 'x' }, 'INVALID_CLIENT: Invalid client'],
    ['another redirect URI', { redirect_uri: 'http://127.0.0.1:7071/other' }, 'Invalid redirect URI'],
    ['an unknown scope', { scope: 'user-read-everything' }, 'INVALID_SCOPE'],
    ['a missing S256 challenge', { code_challenge_method: 'plain' }, 'code_challenge_method'],
  ])('shows its own error page for %s', async (_what, changes, words) => {
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
  });

  it('sends an error to the app if the user cancels', async () => {
    const browser = createBrowser();
    const back = await browser.press(await browser.open(authorizeUrl()), /^cancel$/i, REDIRECT);
    expect(new URL(back.url).searchParams.get('error')).toBe('access_denied');
  });

  it('redirects at once if the signed-in account has approved the app, unless the app asks for the page', async () => {
    const browser = createBrowser();
    const first = await browser.press(await browser.open(authorizeUrl()), /^ana\.silva$/, REDIRECT);
    await redeem(new URL(first.url).searchParams.get('code') ?? '');
    const again = await browser.open(authorizeUrl(), REDIRECT);
    expect(new URL(again.url).searchParams.get('code')).toEqual(expect.any(String));
    for (const changes of [{ show_dialog: 'true' }, { scope: `${ALL} user-read-email` }]) {
      const asked = await browser.open(authorizeUrl(changes), REDIRECT);
      expect([asked.status, asked.text.includes('name="account"')]).toEqual([200, true]);
    }
    spotify.control.revoke('ana.silva');
    expect((await browser.open(authorizeUrl(), REDIRECT)).status).toBe(200);
  });

  it('redeems a code once, with the right verifier, redirect URI and secret', async () => {
    const code = await codeFor('ana.silva');
    expect((await redeem(code)).body).toMatchObject({ scope: ALL, access_token: expect.any(String) });
    expect((await redeem(code)).body).toMatchObject({ error: 'invalid_grant' });
    for (const changes of [{ code_verifier: 'w'.repeat(43) }, { redirect_uri: `${REDIRECT}/` }])
      expect((await redeem(await codeFor('ana.silva'), changes)).body.error).toBe('invalid_grant');
    expect((await post({ grant_type: 'refresh_token' }, randomBytes(16).toString('hex'))).body.error).toBe(
      'invalid_client',
    );
  });

  it('accepts a code for ten minutes', async () => {
    const code = await codeFor('ana.silva');
    later = 601_000;
    expect((await redeem(code)).body.error).toBe('invalid_grant');
  });

  it('replaces the refresh token at each refresh until the user removes the app', async () => {
    const first = await signIn('ana.silva');
    const refresh = (token: string) => post({ grant_type: 'refresh_token', refresh_token: token });
    const second = await refresh(first.refresh_token);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant');
    spotify.control.revoke('ana.silva');
    expect((await refresh(second.body.refresh_token)).body.error).toBe('invalid_grant');
    expect((await call(second.body.access_token, '/me')).status).toBe(401);
  });

  it('lets access tokens expire after an hour', async () => {
    const { access_token: token } = await signIn('chen.wei');
    expect((await call(token, '/me')).status).toBe(200);
    later = 3_600_000;
    expect(await call(token, '/me')).toMatchObject({
      status: 401,
      body: { error: { message: 'The access token expired' } },
    });
  });
});

describe("Spotify's Web API", () => {
  it('withholds fields from apps in development mode', async () => {
    const { access_token: token } = await signIn('ana.silva');
    const me = await call(token, '/me');
    expect(me.body).toMatchObject({ id: 'ana.silva', display_name: 'Ana Silva' });
    expect(Object.keys(me.body)).not.toEqual(expect.arrayContaining(['product']));
    const { body } = await call(token, '/me/playlists');
    expect(body.items[0]).toMatchObject({ items: { total: 5 } });
    spotify.control.developmentMode = false;
    expect((await call(token, '/me')).body).toMatchObject({ product: 'premium', country: 'PT' });
    expect((await call(token, '/me/playlists')).body.items[0]).toMatchObject({ tracks: { total: 5 } });
  });

  it('accepts a search limit of at most ten in development mode', async () => {
    const { access_token: token } = await signIn('ana.silva');
    const found = await call(token, '/search?q=harbour&type=track,artist,album&limit=10');
    expect(found.body.tracks.items[0].artists[0].name).toBe('The Harbour Lights');
    expect(found.body.albums.total).toBe(2);
    expect(found.body.artists.total).toBe(1);
    expect(await call(token, '/search?q=harbour&type=track&limit=11')).toMatchObject({
      status: 400,
      body: { error: { message: 'Invalid limit' } },
    });
  });

  it('marks tracks that cannot be played in the market', async () => {
    const { access_token: token } = await signIn('ana.silva');
    const found = await call(token, '/search?q=umbrella&type=track');
    expect(found.body.tracks.items[0]).toMatchObject({
      is_playable: false,
      restrictions: { reason: 'market' },
    });
    const elsewhere = await call(token, '/search?q=umbrella&type=track&market=DE');
    expect(elsewhere.body.tracks.items[0]).toMatchObject({ is_playable: true });
  });

  it('plays, pauses and skips on the active device', async () => {
    const { access_token: token } = await signIn('ana.silva');
    const first = (await call(token, '/me/player')).body.item.id;
    expect((await call(token, '/me/player/next', 'POST')).status).toBe(204);
    expect((await call(token, '/me/player')).body.item.id).not.toBe(first);
    expect((await call(token, '/me/player/previous', 'POST')).status).toBe(204);
    expect((await call(token, '/me/player/pause', 'PUT')).status).toBe(204);
    expect(await call(token, '/me/player/pause', 'PUT')).toMatchObject({ status: 403 });
    expect((await call(token, '/me/player')).body).toMatchObject({ is_playing: false, item: { id: first } });
    const { devices } = (await call(token, '/me/player/devices')).body;
    const phone = devices.find(({ name }: { name: string }) => name === 'Phone');
    expect((await call(token, `/me/player/play?device_id=${phone.id}`, 'PUT')).status).toBe(204);
    expect((await call(token, '/me/player')).body).toMatchObject({
      is_playing: true,
      device: { name: 'Phone' },
    });
  });

  it('refuses to control playback without Premium or without an active device, and returns no playback state without a device', async () => {
    const ben = await signIn('ben.okafor');
    expect(await call(ben.access_token, '/me/player/pause', 'PUT')).toMatchObject({
      status: 403,
      body: { error: { reason: 'PREMIUM_REQUIRED' } },
    });
    const chen = await signIn('chen.wei');
    expect(await call(chen.access_token, '/me/player/next', 'POST')).toMatchObject({
      status: 404,
      body: { error: { reason: 'NO_ACTIVE_DEVICE' } },
    });
    expect((await call(chen.access_token, '/me/player')).status).toBe(204);
  });

  it('refuses calls without the required scope', async () => {
    const { access_token: token } = await signIn('ana.silva', 'user-read-private');
    for (const path of ['/me/player', '/me/playlists', '/me/top/tracks', '/me/player/recently-played'])
      expect(await call(token, path)).toMatchObject({
        status: 403,
        body: { error: { message: 'Insufficient client scope' } },
      });
  });

  it('leaves out collaborative playlists without the scope for such playlists', async () => {
    const [own] = spotify.listener('dana.levi').playlists;
    spotify.listener('dana.levi').playlists.push({ ...own!, name: 'Office party', isCollaborative: true });
    const namesWith = async (scope: string) => {
      const { access_token: token } = await signIn('dana.levi', scope);
      return (await call(token, '/me/playlists')).body.items.map(({ name }: { name: string }) => name);
    };
    const both = 'playlist-read-private playlist-read-collaborative';
    expect(await namesWith('playlist-read-private')).not.toContain('Office party');
    expect(await namesWith(both)).toContain('Office party');
    spotify.listener('dana.levi').playlists.pop();
  });

  it('creates a playlist and adds tracks to it', async () => {
    const { access_token: token } = await signIn('dana.levi');
    const created = await call(token, '/me/playlists', 'POST', { name: 'Sprint', public: false });
    expect(created).toMatchObject({ status: 201, body: { name: 'Sprint', public: false } });
    const { uri } = (await call(token, '/search?q=origami&type=track')).body.tracks.items[0];
    const path = `/playlists/${created.body.id}/items`;
    expect((await call(token, path, 'POST', { uris: [uri, uri] })).status).toBe(201);
    expect((await call(token, path)).body).toMatchObject({ total: 2, items: [{ item: { uri } }, {}] });
    expect((await call(token, path, 'POST', { uris: ['spotify:track:none'] })).status).toBe(400);
  });

  it("does not show the content of other people's playlists in development mode", async () => {
    const { access_token: token } = await signIn('dana.levi');
    const [id] = spotify.listener('ana.silva').playlists.map((playlist) => playlist.id);
    expect((await call(token, `/playlists/${id}/items`)).status).toBe(403);
    expect((await call(token, `/playlists/${id}/tracks`)).status).toBe(403);
    expect((await call(token, `/playlists/${'x'.repeat(22)}/items`)).status).toBe(404);
  });

  it('lists favourites and recently played tracks, newest first', async () => {
    const { access_token: token } = await signIn('ana.silva');
    const first = await call(token, '/me/player/recently-played?limit=5');
    const rest = await call(token, `/me/player/recently-played?limit=50&before=${first.body.cursors.before}`);
    expect([first.body.items.length, rest.body.items.length]).toEqual([5, 12]);
    const tracks = await call(token, '/me/top/tracks?time_range=short_term&limit=3');
    expect(tracks.body).toMatchObject({ total: 12, limit: 3 });
    expect((await call(token, '/me/top/artists')).body.total).toBeGreaterThan(1);
    expect((await call(token, '/me/top/artists?time_range=ever')).status).toBe(400);
  });

  it('can be made to throttle, with Retry-After', async () => {
    const { access_token: token } = await signIn('ana.silva');
    spotify.control.api.outage('429', 7, 1);
    const response = await fetch(`${spotify.origin}/v1/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await call(token, '/me')).status).toBe(200);
  });
});
