import { track, trackColumns } from './shared/spotify-data.ts';
import { searchTool } from './shared/spotify-search.ts';

export const searchSpotifyTracks = searchTool({
  name: 'search_spotify_tracks',
  title: 'Search Spotify tracks',
  order: 10,
  about: 'Find songs (tracks) on Spotify by words, artist or year.',
  intents: [
    'find a song',
    'is this song on Spotify',
    'look up a track',
    'search Spotify for music',
    'which song is called',
  ],
  legacyNames: ['searchTracks'],
  example: { as: 'ana.silva', args: { query: 'harbour' } },
  type: 'track',
  row: track,
  columns: trackColumns,
});
