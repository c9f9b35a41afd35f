import { track, trackColumns } from './shared/spotify-data.ts';
import { topTool } from './shared/top-items.ts';

export const listTopSpotifyTracks = topTool({
  name: 'list_top_spotify_tracks',
  title: 'Top tracks',
  order: 160,
  about: "List the user's favourite tracks on Spotify, most played first.",
  intents: [
    'my favourite songs',
    'what do I play most',
    'top tracks of the year',
    'songs I love',
    'my most played music',
  ],
  legacyNames: ['getTopTracks'],
  of: 'tracks',
  row: track,
  columns: trackColumns,
});
