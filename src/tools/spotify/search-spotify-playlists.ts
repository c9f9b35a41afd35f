import { defineTool } from '../define.ts';
import { playlist, playlistColumns } from './shared/spotify-data.ts';
import { searchInput, searchSpotify } from './shared/spotify-search.ts';

export const searchSpotifyPlaylists = defineTool({
  name: 'search_spotify_playlists',
  title: 'Search public playlists',
  area: 'spotify',
  order: 40,
  presets: ['default'],
  about: 'Find public playlists of anybody on Spotify by words in their titles.',
  intents: [
    'find a playlist',
    'playlists for working',
    'music for concentration',
    'is there a playlist for this mood',
    'search public playlists',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  provider: 'spotify',
  providerScopes: [],
  legacyNames: ['searchPlaylists'],
  operation: 'GET spotify:/search',
  example: { as: 'ana.silva', args: { query: 'friday' } },
  input: searchInput,
  run: (args, call) =>
    searchSpotify({ type: 'playlist', row: playlist, columns: playlistColumns }, args, call),
});
