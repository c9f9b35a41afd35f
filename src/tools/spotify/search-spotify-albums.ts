import { defineTool } from '../define.ts';
import { album, albumColumns } from './shared/spotify-data.ts';
import { searchInput, searchSpotify } from './shared/spotify-search.ts';

export const searchSpotifyAlbums = defineTool({
  name: 'search_spotify_albums',
  title: 'Search Spotify albums',
  area: 'spotify',
  order: 30,
  presets: ['default'],
  about: 'Find albums on Spotify by title, artist or year of release.',
  intents: [
    'find an album',
    'look up a record',
    'when did the album come out',
    'search for an LP',
    'albums by this band',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  provider: 'spotify',
  providerScopes: [],
  legacyNames: ['searchAlbums'],
  operation: 'GET spotify:/search',
  example: { as: 'ana.silva', args: { query: 'low tide' } },
  input: searchInput,
  run: (args, call) => searchSpotify({ type: 'album', row: album, columns: albumColumns }, args, call),
});
