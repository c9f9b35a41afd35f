import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { spotifyMcp } from '../../../src/tools/legacy/spotify-mcp.ts';
import { linkedCatalogue } from '../../../src/tools/catalogue.gen.ts';
import { confirmationIn, rowsIn } from '../../kit/demo-tenant.ts';
import { linkAccount, linkIn } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

const person = 'ana.silva';

let world: World;
let token: string;
beforeAll(async () => {
  const settings = { LEGACY_TOOL_NAMES: 'spotify', RATE_LIMIT_PER_PERSON: '0' };
  world = await startPortico(settings, Date.now, undefined, { spotify: true });
  token = (await signIn({ origin: world.origin, person })).accessToken;
  await linkAccount(linkIn((await call('getCurrentUserProfile')).text), { person, account: person });
});
afterAll(() => world.close());

const call = async (name: string, args: Record<string, unknown> = {}, query = '?toolsets=spotify') => {
  const before = world.lines.length;
  const result = await resultOf(await postMcp(world, toolCall(name, args), { token, query }));
  return { ...result, audited: world.lines.slice(before).filter((line) => line.includes('"action"')) };
};
const list = async (query: string) => {
  const message = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
  const { result } = (await (await postMcp(world, message, { token, query })).json()) as {
    result: { tools: { name: string; annotations: object }[] };
  };
  return result.tools;
};
const playlist = () =>
  world.standIns.spotify!.listener(person).playlists.find(({ name }) => name === 'Focus')!;
const trackUri = (index: number) => `spotify:track:${playlist().tracks[index]?.id}`;

const examples: readonly (readonly [string, () => Record<string, unknown>, RegExp])[] = [
  ['searchTracks', () => ({ query: 'harbour', limit: 20 }), /Harbour|harbour/],
  ['searchArtists', () => ({ query: 'elephants' }), /Paper Elephants/],
  ['searchAlbums', () => ({ query: 'low tide', limit: 5 }), /Low Tide/],
  ['searchPlaylists', () => ({ query: 'friday', limit: 50 }), /Friday/],
  ['getCurrentUserProfile', () => ({}), /Spotify account: Ana Silva/],
  ['getCurrentPlayback', () => ({}), /Devices that are on/],
  ['skipToNext', () => ({}), /next track/],
  ['skipToPrevious', () => ({}), /previous track/],
  ['pausePlayback', () => ({}), /Paused/],
  ['resumePlayback', () => ({}), /Playing/],
  ['getUserPlaylists', () => ({ limit: 20, offset: 0 }), /Focus/],
  ['getPlaylistTracks', () => ({ playlistId: playlist().id, limit: 100, offset: 0 }), /tracks in/],
  ['createPlaylist', () => ({ name: 'Old', description: 'x' }), /Created the public playlist "Old"/],
  [
    'addTracksToPlaylist',
    () => ({ playlistId: playlist().id, trackUris: [trackUri(0), trackUri(1)] }),
    /Added 2/,
  ],
  ['getRecentlyPlayed', () => ({ limit: 5 }), /tracks played recently/],
  ['getTopTracks', () => ({ timeRange: 'short_term', limit: 3 }), /tracks played most/],
  ['getTopArtists', () => ({}), /artists played most/],
];

describe('a server with LEGACY_TOOL_NAMES=spotify', () => {
  it('has an example and a tool record for each of the 17 old names', () => {
    const old = spotifyMcp.map(({ name }) => name).toSorted();
    expect(examples.map(([name]) => name).toSorted()).toEqual(old);
    for (const { name, tools } of spotifyMcp) {
      const ours = linkedCatalogue.find((tool) => tool.legacyNames?.includes(name));
      expect([ours?.name], name).toEqual(tools);
    }
  });

  it('accepts every old name with its old arguments, and audits the call under the new name', async () => {
    for (const [name, args, shows] of examples) {
      // oxlint-disable-next-line no-await-in-loop -- playback has to be paused before it is resumed
      const first = await call(name, args());
      const { text, isError, audited } = first.text.startsWith('Nothing has been done yet.')
        ? // oxlint-disable-next-line no-await-in-loop
          await call(name, { ...args(), confirmation: confirmationIn(first.text) })
        : first;
      expect({ name, isError, text }).toEqual({ name, isError: false, text: expect.stringMatching(shows) });
      const ours = spotifyMcp.find((tool) => tool.name === name)?.tools[0];
      expect(audited.join()).toContain(`"tool":"${ours}"`);
    }
  });

  it('lists old names only after the new names, each with the annotations of the new tool', async () => {
    const tools = await list('?toolsets=default,spotify');
    const old = spotifyMcp.map(({ name }) => name);
    expect(tools.slice(-17).map(({ name }) => name)).toEqual(old);
    for (const { name, tools: ours } of spotifyMcp) {
      const hints = (wanted: string | undefined) => tools.find((tool) => tool.name === wanted)?.annotations;
      expect(hints(name), name).toEqual(hints(ours[0]));
    }
    const others = (await list('')).map(({ name }) => name);
    expect(others.filter((name) => old.includes(name))).toEqual([]);
  });

  it('returns as many rows of a list as were requested, and a cursor for the next page', async () => {
    expect(rowsIn((await call('getTopTracks', { limit: 3 })).text)).toHaveLength(3);
    const { text, isError } = await call('getUserPlaylists', { offset: 20 });
    expect([isError, text]).toEqual([true, expect.stringContaining('use get_next_page for more')]);
  });

  it('creates a public playlist only after confirmation, and a private playlist at once', async () => {
    const asked = await call('createPlaylist', { name: 'Public' });
    expect(asked.text).toContain('call createPlaylist again with the same arguments');
    const made = await call('createPlaylist', { name: 'Private', public: false });
    expect(made.text).toContain('Created the private playlist "Private"');
  });

  it('names the old tool in its response to a call without a linked account', async () => {
    const { accessToken } = await signIn({ origin: world.origin, person: 'emil.larsen' });
    const asked = postMcp(world, toolCall('getTopArtists'), {
      token: accessToken,
      query: '?toolsets=spotify',
    });
    const { text } = await resultOf(await asked);
    expect(linkIn(text)).not.toBe('');
    expect(text).toContain('call getTopArtists again');
  });
});
