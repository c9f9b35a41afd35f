import { album, albumColumns } from './shared/spotify-data.ts';
import { searchTool } from './shared/spotify-search.ts';

export const searchSpotifyAlbums = searchTool({
  name: 'search_spotify_albums',
  title: 'Search Spotify albums',
  order: 30,
  about: 'Find albums on Spotify by title, artist or year of release.',
  intents: [
    'find an album',
    'look up a record',
    'when did the album come out',
    'search for an LP',
    'albums by this band',
  ],
  legacyNames: ['searchAlbums'],
  example: { as: 'ana.silva', args: { query: 'low tide' } },
  type: 'album',
  row: album,
  columns: albumColumns,
});
