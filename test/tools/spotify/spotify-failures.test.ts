import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { linkedCatalogue } from '../../../src/tools/catalogue.gen.ts';
import type { Tool } from '../../../src/tools/define.ts';
import { linkAccount, linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

// Ana has Premium and devices, Ben has a free account, and Chen has Premium but no device.
const people = ['ana.silva', 'ben.okafor', 'chen.wei'] as const;
type Person = (typeof people)[number];

let later = 0;
let world: World;
const tokens = new Map<string, string>();
beforeAll(async () => {
  const limits = { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' };
  const now = () => Date.now() + later;
  world = await startPortico(limits, now, undefined, { spotify: true, now });
  for (const person of people) {
    tokens.set(person, (await signIn({ origin: world.origin, person })).accessToken);
    await linkAgain(person, (await call(person, 'get_spotify_profile')).text);
  }
});
beforeEach(async () => {
  spotify().control.developmentMode = true;
  spotify().control.api.outage('none');
  const { text } = await call('ana.silva', 'get_spotify_profile');
  if (linkIn(text) !== '') await linkAgain('ana.silva', text);
});
afterAll(() => world.close());

const spotify = () => world.standIns.spotify!;
const call = async (person: Person, name: string, args: object = {}) =>
  resultOf(
    await postMcp(world, toolCall(name, { ...args }), {
      token: tokens.get(person) ?? '',
      query: WITH_SPOTIFY,
    }),
  );
const linkAgain = (person: Person, text: string) => linkAccount(linkIn(text), { person, account: person });

const tools = linkedCatalogue.filter(({ name }) => name !== 'unlink_spotify');
const table = (chosen: readonly Tool[]) =>
  chosen.map((tool) => [tool.name, tool, (tool.example?.args ?? {}) as object] as const);
/** Tools that control playback, and so need Premium and an active device. */
const controls = tools.filter(({ operation }) => /^(PUT|POST) spotify:\/me\/player/.test(operation));
const changesNothing = /Nothing was changed\.$/;

it('the table of examples contains all 17 tools', () => {
  expect([tools.length, controls.length]).toEqual([17, 4]);
});

describe.each(table(tools))('%s', (name, tool, args) => {
  it('asks the user to link the account again after the app has been removed in Spotify', async () => {
    spotify().control.revoke('ana.silva');
    const { text, isError } = await call('ana.silva', name, args);
    expect({ isError, text }).toEqual({
      isError: false,
      text: expect.stringContaining('Spotify has ended the link to your account'),
    });
    expect((await linkAgain('ana.silva', text)).status).toBe(200);
  });

  it('states how long Spotify asks clients to wait', async () => {
    spotify().control.api.outage('429', 30, 1);
    const { text, isError } = await call('ana.silva', name, args);
    later += 31_000;
    const change = tool.kind === 'read' ? '' : 'Nothing was changed. ';
    expect({ isError, text }).toEqual({
      isError: true,
      text: `Spotify has received too many requests from this server. ${change}Try again in 30 s.`,
    });
  });

  it('says that the account is not on the user list of an app in development mode', async () => {
    const listener = spotify().listener('ana.silva');
    listener.isListed = false;
    const { text, isError } = await call('ana.silva', name, args);
    listener.isListed = true;
    expect([isError, text]).toEqual([true, expect.stringContaining('is not on the list of users')]);
    expect(text).toContain('Spotify developer dashboard');
  });

  it('says that the owner of an app in development mode needs Premium', async () => {
    spotify().control.ownerHasPremium = false;
    const { text, isError } = await call('ana.silva', name, args);
    spotify().control.ownerHasPremium = true;
    expect({ isError, text }).toEqual({
      isError: true,
      text: expect.stringContaining(
        "The owner of the organisation's Spotify app has no Premium subscription",
      ),
    });
    expect(text).not.toContain('this account does not have Premium');
  });

  it.each(['500', '503'] as const)('says that Spotify is unavailable after status %s', async (status) => {
    spotify().control.api.outage(status);
    const { text, isError } = await call('ana.silva', name, args);
    expect([isError, text]).toEqual([true, expect.stringContaining('Spotify is unavailable at the moment')]);
    const isUnknown = text.includes('It is unknown whether the change took effect');
    // These two tools first look for the playlist or the device, so nothing has been changed yet.
    const readsFirst = ['add_spotify_tracks', 'resume_spotify_playback'].includes(name);
    expect(isUnknown).toBe(tool.kind !== 'read' && !readsFirst);
  });
});

describe.each(table(tools.filter(({ providerScopes = [] }) => providerScopes.length > 0)))(
  '%s without a scope',
  (name, { providerScopes: [scope = ''] = [] }, args) => {
    it('says which scope is missing, and succeeds once the account has been linked again', async () => {
      spotify().control.withdrawScope('ana.silva', scope);
      const missing = new RegExp(
        `the link lacks a permission that this action needs: .*${scope}: [A-Z][a-z]`,
      );
      // Spotify refuses the request. The profile is an exception: Spotify returns it with fewer properties.
      const refused = await call('ana.silva', name, args);
      if (name !== 'get_spotify_profile')
        expect(refused).toEqual({ isError: false, text: expect.stringMatching(missing) });
      // After the next refresh, Portico knows which scope is missing and sends no request.
      spotify().control.expireAccessTokens();
      await call('ana.silva', 'search_spotify_tracks', { query: 'e' });
      const before = spotify().log.length;
      const known = await call('ana.silva', name, args);
      expect(known).toEqual({ isError: false, text: expect.stringMatching(missing) });
      expect(known.text.split('\n')[0]).not.toContain('; ');
      expect(spotify().log.length).toBe(before);
      expect((await linkAgain('ana.silva', known.text)).status).toBe(200);
      spotify().listener('ana.silva').playback!.isPlaying = name !== 'resume_spotify_playback';
      expect(await call('ana.silva', name, args)).toMatchObject({ isError: false });
    });
  },
);

describe.each(controls.map(({ name }) => [name] as const))('%s', (name) => {
  it('says that it requires Premium', async () => {
    const { text, isError } = await call('ben.okafor', name);
    expect([isError, text]).toEqual([true, expect.stringContaining('only for Premium accounts')]);
    expect(text).toMatch(changesNothing);
  });

  it('says that no device is active, and how to start one', async () => {
    const { text, isError } = await call('chen.wei', name);
    expect([isError, text]).toEqual([true, expect.stringContaining('No Spotify device is active.')]);
    expect(text).toContain('resume_spotify_playback with the name of a device');
    expect(text).toMatch(changesNothing);
  });
});

describe('content that Spotify withholds from apps in development mode', () => {
  it.each([
    ['get_spotify_profile', {}, 'does not show the country and plan to apps in development mode'],
    [
      'list_spotify_playlist_tracks',
      { playlist: 'spotify:playlist:{dana}' },
      'does not show this to apps in development mode',
    ],
  ])('is explained by %s', async (name, args, words) => {
    const { id } = spotify()
      .listener('dana.levi')
      .playlists.find(({ isPublic }) => isPublic)!;
    const given = JSON.parse(JSON.stringify(args).replace('{dana}', id)) as object;
    expect((await call('ana.silva', name, given)).text).toContain(words);
    spotify().control.developmentMode = false;
    expect((await call('ana.silva', name, given)).text).not.toContain('development mode');
  });
});

describe("other people's playlists that the user follows", () => {
  const follow = (title: string, changes: { isCollaborative?: boolean; isPublic?: boolean } = {}) => {
    const theirs = spotify().listener('dana.levi').playlists;
    const id = `${theirs[0]!.id.slice(0, -3)}999`;
    const playlist = { ...theirs[0]!, id, name: title, isPublic: true, ...changes };
    theirs.push(playlist);
    spotify().listener('ana.silva').followed = [playlist.id];
    return playlist;
  };
  afterEach(() => {
    spotify().listener('ana.silva').followed = [];
    spotify().listener('dana.levi').playlists.splice(2);
  });
  const uris = ['spotify:track:nDtxrJgIDS2UrbXsg7kEHd'];

  it('are listed with their owner', async () => {
    follow('Road trip');
    expect((await call('ana.silva', 'list_spotify_playlists')).text).toMatch(/Road trip \| dana\.levi \|/);
  });

  it('are listed, and can be named to add tracks, if they are collaborative', async () => {
    const { tracks } = follow('Office party', { isCollaborative: true, isPublic: false });
    const before = tracks.length;
    expect((await call('ana.silva', 'list_spotify_playlists')).text).toMatch(/Office party \| dana\.levi \|/);
    const { text } = await call('ana.silva', 'add_spotify_tracks', { playlist: 'Office party', uris });
    expect(text).toBe('Added 1 track to the playlist "Office party".');
    expect(tracks.length).toBe(before + 1);
  });

  it('accept no tracks, and the error explains why', async () => {
    const { tracks } = follow('Road trip');
    const before = tracks.length;
    const { text, isError } = await call('ana.silva', 'add_spotify_tracks', { playlist: 'Road trip', uris });
    expect([isError, text]).toEqual([
      true,
      expect.stringContaining('This playlist belongs to somebody else'),
    ]);
    expect(text).toMatch(changesNothing);
    expect(tracks.length).toBe(before);
  });
});

describe('content other than tracks', () => {
  it('cannot be added to a playlist, and the refusal comes before any confirmation', async () => {
    const uris = ['spotify:track:nDtxrJgIDS2UrbXsg7kEHd', 'spotify:local:Ana:Demo:First:180'];
    const { text, isError } = await call('ana.silva', 'add_spotify_tracks', { playlist: 'Focus', uris });
    expect(isError).toBe(true);
    expect(text).toContain('"spotify:local:Ana:Demo:First:180" is not a track');
  });

  it('is shown if it is playing: a podcast episode, with its show', async () => {
    const listener = spotify().listener('ana.silva');
    listener.episode = { name: 'Bridges, part 2', show: 'City Sounds', seconds: 1_800 };
    const { text } = await call('ana.silva', 'get_spotify_playback');
    listener.episode = undefined;
    expect(text).toMatch(/"Bridges, part 2" from City Sounds, 1:01 of 30:00, spotify:episode:\w{22}\n/);
  });
});
