import { defineTool } from '../define.ts';
import { track, trackColumns } from './shared/spotify-data.ts';
import { searchInput, searchSpotify } from './shared/spotify-search.ts';

export const searchSpotifyTracks = defineTool({
  name: 'search_spotify_tracks',
  title: 'Search Spotify tracks',
  area: 'spotify',
  order: 10,
  presets: ['default'],
  about: 'Find songs (tracks) on Spotify by words, artist or year.',
  intents: [
    'find a song',
    'is this song on Spotify',
    'look up a track',
    'search Spotify for music',
    'which song is called',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  provider: 'spotify',
  providerScopes: [],
  legacyNames: ['searchTracks'],
  operation: 'GET spotify:/search',
  example: { as: 'ana.silva', args: { query: 'harbour' } },
  input: searchInput,
  run: (args, call) => searchSpotify({ type: 'track', row: track, columns: trackColumns }, args, call),
});
