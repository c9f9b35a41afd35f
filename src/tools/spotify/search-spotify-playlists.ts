import { playlist, playlistColumns } from './shared/spotify-data.ts';
import { searchTool } from './shared/spotify-search.ts';

export const searchSpotifyPlaylists = searchTool({
  name: 'search_spotify_playlists',
  title: 'Search public playlists',
  order: 40,
  about: "Find anyone's public playlists on Spotify by words in their titles.",
  intents: [
    'find a playlist',
    'playlists for working',
    'music for concentration',
    'is there a playlist for this mood',
    'search public playlists',
  ],
  legacyNames: ['searchPlaylists'],
  example: { as: 'ana.silva', args: { query: 'friday' } },
  type: 'playlist',
  row: playlist,
  columns: playlistColumns,
});
