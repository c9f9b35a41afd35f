import { defineTool } from '../define.ts';
import { artist, artistColumns } from './shared/spotify-data.ts';
import { searchInput, searchSpotify } from './shared/spotify-search.ts';

export const searchSpotifyArtists = defineTool({
  name: 'search_spotify_artists',
  title: 'Search Spotify artists',
  area: 'spotify',
  order: 20,
  presets: ['default'],
  about: 'Find artists and bands on Spotify by name or genre.',
  intents: [
    'find a band',
    'look up an artist',
    'who plays this kind of music',
    'search for a musician',
    'is this band on Spotify',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  provider: 'spotify',
  providerScopes: [],
  legacyNames: ['searchArtists'],
  operation: 'GET spotify:/search',
  example: { as: 'ana.silva', args: { query: 'elephants' } },
  input: searchInput,
  run: (args, call) => searchSpotify({ type: 'artist', row: artist, columns: artistColumns }, args, call),
});
