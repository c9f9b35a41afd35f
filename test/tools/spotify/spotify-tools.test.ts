import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { linkedCatalogue } from '../../../src/tools/catalogue.gen.ts';
import { confirmationIn, cursorIn, rowsIn } from '../../kit/demo-tenant.ts';
import { linkAccount, linkIn, openLink, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let later = 0;
let world: World;
const tokens = new Map<string, string>();
beforeAll(async () => {
  const limits = { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' };
  world = await startPortico(limits, () => Date.now() + later, undefined, { spotify: true });
  // Ana has Premium and devices, Ben has a free account, and Chen has Premium but no device.
  for (const person of ['ana.silva', 'ben.okafor', 'chen.wei']) {
    const { accessToken } = await signIn({ origin: world.origin, person });
    tokens.set(person, accessToken);
    const { text } = await call(person, 'get_spotify_profile');
    await linkAccount(linkIn(text), { person, account: person });
  }
});
beforeEach(() => {
  spotify().control.developmentMode = true;
  spotify().control.api.outage('none');
});
afterAll(() => world.close());

const spotify = () => world.standIns.spotify!;
const call = async (person: string, name: string, args: object = {}, query = WITH_SPOTIFY) =>
  resultOf(await postMcp(world, toolCall(name, { ...args }), { token: tokens.get(person) ?? '', query }));
/** Calls a tool as a person who confirms the preview, if there is one. */
const confirmed = async (person: string, name: string, args: object) => {
  const first = await call(person, name, args);
  if (!first.text.includes('confirmation=')) return first;
  return call(person, name, { ...args, confirmation: confirmationIn(first.text) });
};
const listed = async (query: string) => {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const response = await postMcp(world, message, { token: tokens.get('ana.silva') ?? '', query });
  const { result } = (await response.json()) as { result: { tools: { name: string }[] } };
  return result.tools.map(({ name }) => name).filter((name) => name.includes('spotify'));
};

describe('the Spotify tools', () => {
  it('are listed with the other tools only if the connection URL selects them', async () => {
    expect(await listed(WITH_SPOTIFY)).toHaveLength(18);
    expect(await listed('?toolsets=spotify&readonly=1')).toHaveLength(11);
    expect(await listed('?preset=all')).toHaveLength(18);
    for (const query of ['', '?toolsets=mail', '?preset=lite']) expect(await listed(query)).toEqual([]);
  });

  it.each([
    ['', true],
    ['?toolsets=core', true],
    ['?toolsets=default,spotify', false],
    ['?readonly=1&preset=all', false],
  ])(
    'are named by get_auth_status if the connection URL does not select them: %s',
    async (query, isNamed) => {
      const { text } = await call('ana.silva', 'get_auth_status', {}, query);
      expect(text.includes('spotify: 18 tools for a linked account')).toBe(isNamed);
      expect(text.includes('?toolsets=default,spotify')).toBe(isNamed);
    },
  );

  it('refuse a call if the connection URL does not select them, and say how to list them', async () => {
    const { text, isError } = await call('ana.silva', 'get_spotify_profile', {}, '');
    expect(isError).toBe(true);
    expect(text).toMatch(/default preset, which does not include.* add \?toolsets=default,spotify to it/);
    const toolsets = await call('ana.silva', 'list_toolsets', {}, '');
    expect(toolsets.text).toContain('spotify: 0 of 18 tools; the others need another preset');
  });

  it('include the 17 tools of the original server under the same names, and a tool to unlink the account', () => {
    const names = linkedCatalogue.flatMap(({ legacyNames = [] }) => legacyNames);
    expect(new Set(names).size).toBe(17);
    expect(linkedCatalogue).toHaveLength(18);
  });

  it.each(linkedCatalogue.filter(({ kind }) => kind !== 'destroy').map((tool) => [tool.name, tool] as const))(
    'succeed with their example: %s',
    async (name, tool) => {
      const listener = spotify().listener('ana.silva');
      listener.playback = {
        queue: listener.favourites,
        index: 0,
        isPlaying: name !== 'resume_spotify_playback',
      };
      const args = (tool.example?.args ?? {}) as object;
      const { text, isError } = await confirmed('ana.silva', name, args);
      expect([isError, text.startsWith('No ')], text).toEqual([false, false]);
    },
  );
});

describe('a search', () => {
  it("marks tracks that cannot be played in the account's country", async () => {
    const { text } = await call('ana.silva', 'search_spotify_tracks', { query: 'umbrella' });
    expect(text).toContain('Umbrella (not available in your country) | Paper Elephants');
  });

  it('is continued by a cursor, and shows every track once', async () => {
    const first = await call('ana.silva', 'search_spotify_tracks', { query: 'e', top: 10 });
    const second = await call('ana.silva', 'get_next_page', { cursor: cursorIn(first.text) });
    const uris = [first, second].flatMap(({ text }) => rowsIn(text).map((cells) => cells.at(-1)));
    expect(new Set(uris).size).toBe(uris.length);
    expect(uris.length).toBeGreaterThan(10);
    expect(second.text).toContain('That is all.');
  });

  it('reports that nothing was found', async () => {
    const { text } = await call('ana.silva', 'search_spotify_albums', { query: 'zzz' });
    expect(text).toBe('No albums for this search.');
  });

  it('skips the playlists that Spotify withholds', async () => {
    const { text } = await call('ana.silva', 'search_spotify_playlists', { query: 'friday' });
    expect(rowsIn(text).every((cells) => cells[0]?.startsWith('Friday'))).toBe(true);
  });
});

describe('playback', () => {
  it('is shown together with the active devices', async () => {
    const { text } = await call('ana.silva', 'get_spotify_playback');
    expect(text).toMatch(/^(Playing|Paused) on (Office computer|Phone) .* by .*\nDevices that are on: /);
    expect((await call('chen.wei', 'get_spotify_playback')).text).toContain('Nothing is playing');
  });

  it('can be started with tracks on a device', async () => {
    const found = await call('ana.silva', 'search_spotify_tracks', { query: 'soft reset' });
    const uri = rowsIn(found.text)[0]?.at(-1) ?? '';
    const args = { uris: [uri], device: 'phone' };
    expect((await call('ana.silva', 'resume_spotify_playback', args)).text).toBe('Playing on Phone.');
    expect((await call('ana.silva', 'get_spotify_playback')).text).toContain('"Soft Reset" by Quiet Machine');
  });

  it.each(['pause_spotify_playback', 'skip_to_next_spotify_track', 'resume_spotify_playback'])(
    'requires Premium and an active device: %s',
    async (name) => {
      const free = await call('ben.okafor', name);
      expect([free.isError, free.text.includes('only for Premium accounts')]).toEqual([true, true]);
      const silent = await call('chen.wei', name);
      expect([silent.isError, silent.text.includes('No Spotify device is active.')]).toEqual([true, true]);
      expect(silent.text).toContain('Nothing was changed.');
    },
  );

  it('cannot be paused if it is already paused', async () => {
    spotify().listener('ana.silva').playback!.isPlaying = false;
    const { text } = await call('ana.silva', 'pause_spotify_playback');
    expect(text).toContain('Spotify does not allow this at the moment');
  });
});

describe('a playlist', () => {
  it('is created without confirmation if it is private, and after confirmation if it is public', async () => {
    const made = await call('ana.silva', 'create_spotify_playlist', { name: 'Retro' });
    expect(made.text).toMatch(/^Created the private playlist "Retro": spotify:playlist:/);
    const asked = await call('ana.silva', 'create_spotify_playlist', { name: 'Open', public: true });
    expect(asked.text).toContain('everyone on Spotify');
    expect(asked.text).toContain('confirmation=');
    expect(
      spotify()
        .listener('ana.silva')
        .playlists.some(({ name }) => name === 'Open'),
    ).toBe(false);
  });

  it('accepts one track without confirmation, and several tracks after confirmation', async () => {
    const { tracks } = spotify()
      .listener('ana.silva')
      .playlists.find(({ name }) => name === 'Focus')!;
    const uris = tracks.slice(0, 2).map(({ id }) => `spotify:track:${id}`);
    const before = tracks.length;
    const one = await call('ana.silva', 'add_spotify_tracks', { playlist: 'focus', uris: uris.slice(0, 1) });
    expect([one.text, tracks.length]).toEqual(['Added 1 track to the playlist "Focus".', before + 1]);
    const asked = await call('ana.silva', 'add_spotify_tracks', { playlist: 'focus', uris });
    expect([asked.text.includes('add 2 tracks'), tracks.length]).toEqual([true, before + 1]);
    await confirmed('ana.silva', 'add_spotify_tracks', { playlist: 'focus', uris });
    expect(tracks.length).toBe(before + 3);
  });

  it('is found by its name, uri or link', async () => {
    const { id } = spotify()
      .listener('ana.silva')
      .playlists.find(({ name }) => name === 'Friday afternoon')!;
    for (const playlist of [
      'friday',
      `spotify:playlist:${id}`,
      `https://open.spotify.com/playlist/${id}?si=1`,
    ]) {
      const { text } = await call('ana.silva', 'list_spotify_playlist_tracks', { playlist });
      expect(rowsIn(text)).toHaveLength(3);
    }
    const missing = await call('ana.silva', 'list_spotify_playlist_tracks', { playlist: 'Nothing' });
    expect(missing.text).toContain('No playlist is named "Nothing". Available: ');
  });

  it('is withheld with an explanation if it belongs to another user and the app is in development mode', async () => {
    const { id } = spotify()
      .listener('dana.levi')
      .playlists.find(({ isPublic }) => isPublic)!;
    const args = { playlist: `spotify:playlist:${id}` };
    const withheld = await call('ana.silva', 'list_spotify_playlist_tracks', args);
    expect(withheld.text).toContain('does not show this to apps in development mode');
    spotify().control.developmentMode = false;
    expect(rowsIn((await call('ana.silva', 'list_spotify_playlist_tracks', args)).text)).toHaveLength(3);
    expect((await call('ana.silva', 'get_spotify_profile')).text).toContain('Plan: premium');
    expect((await call('ana.silva', 'list_spotify_playlists')).text).toContain('| private |');
  });

  it('accepts only tracks', async () => {
    const args = { playlist: 'Focus', uris: ['spotify:album:4aawyAB9vmqN3uQ7FjRGTy'] };
    const { text } = await call('ana.silva', 'add_spotify_tracks', args);
    expect(text).toContain('is not a track: give the uri of a track');
  });
});

describe('the recently played tracks', () => {
  it('are each listed once, newest first', async () => {
    const texts = [(await call('ana.silva', 'list_recent_spotify_tracks', { top: 8 })).text];
    for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
      texts.push((await call('ana.silva', 'get_next_page', { cursor })).text);
    const times = texts.flatMap((text) => rowsIn(text).map((cells) => cells[0]));
    expect(times).toHaveLength(17);
    expect(times).toEqual([...times].sort((a, b) => ((a ?? '') < (b ?? '') ? 1 : -1)));
    expect(texts).toHaveLength(3);
  });
});

describe('a failure of the Web API', () => {
  it('is followed by a retry if the rate limit requires only a short wait', async () => {
    spotify().control.api.outage('429', 1, 1);
    expect((await call('ana.silva', 'get_spotify_profile')).isError).toBe(false);
  });

  it('is reported if the rate limit requires a long wait, and no request is sent until the wait is over', async () => {
    spotify().control.api.outage('429', 2, 2);
    await call('ana.silva', 'get_spotify_profile');
    spotify().control.api.outage('429', 6, 1);
    const refused = await call('ana.silva', 'get_spotify_profile');
    expect(refused.text).toMatch(
      /^Spotify has received too many requests from this server\. Try again in [1-6] s\./,
    );
    const before = spotify().log.length;
    await call('ana.silva', 'pause_spotify_playback');
    expect(spotify().log.length).toBe(before);
    later += 10_000;
    expect((await call('ana.silva', 'get_spotify_profile')).isError).toBe(false);
  });

  it.each(['500', '503'] as const)(
    'is explained for status %s, and the error states whether a change took effect',
    async (kind) => {
      spotify().control.api.outage(kind);
      const read = await call('ana.silva', 'list_top_spotify_tracks');
      expect([read.isError, read.text.startsWith('Spotify is unavailable')]).toEqual([true, true]);
      const write = await call('ana.silva', 'skip_to_next_spotify_track');
      expect(write.text).toContain('It is unknown whether the change took effect');
    },
  );

  it('is resolved by a refresh if the access token has expired', async () => {
    spotify().control.expireAccessTokens();
    expect((await call('ana.silva', 'get_spotify_profile')).isError).toBe(false);
  });
});

it('the page that links an account lists what apps can see before what they can do', async () => {
  const { accessToken: token } = await signIn({ origin: world.origin, person: 'dana.levi' });
  const { text } = await resultOf(
    await postMcp(world, toolCall('get_spotify_profile'), { token, query: WITH_SPOTIFY }),
  );
  const page = await openLink(linkIn(text), 'dana.levi');
  const words = [...page.text.matchAll(/<li>(\w+)/g)].map(([, word]) => word);
  expect(words).toHaveLength(9);
  expect(words.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'See'));
  expect(words.slice(6)).not.toContain('See');
});

it('the page that links an account requests exactly the permissions that the enabled tools need', async () => {
  const settings = { ENABLED_TOOLS: 'get_spotify_profile list_top_spotify_tracks' };
  const own = await startPortico(settings, Date.now, undefined, { spotify: true });
  const { accessToken: token } = await signIn({ origin: own.origin, person: 'ana.silva' });
  const { text } = await resultOf(
    await postMcp(own, toolCall('get_spotify_profile'), { token, query: WITH_SPOTIFY }),
  );
  const browser = createBrowser();
  const page = await openLink(linkIn(text), 'ana.silva', browser);
  expect(page.text.match(/<li>/g)).toHaveLength(2);
  const { url } = await browser.press(page, /^link$/);
  expect(new URL(url).searchParams.get('scope')).toBe('user-read-private user-top-read');
  await own.close();
});
