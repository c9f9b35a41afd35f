import { artist, artistColumns } from './shared/spotify-data.ts';
import { searchTool } from './shared/spotify-search.ts';

export const searchSpotifyArtists = searchTool({
  name: 'search_spotify_artists',
  title: 'Search Spotify artists',
  order: 20,
  about: 'Find artists and bands on Spotify by name or genre.',
  intents: [
    'find a band',
    'look up an artist',
    'who plays this kind of music',
    'search for a musician',
    'is this band on Spotify',
  ],
  legacyNames: ['searchArtists'],
  example: { as: 'ana.silva', args: { query: 'elephants' } },
  type: 'artist',
  row: artist,
  columns: artistColumns,
});
