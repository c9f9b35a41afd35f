import { artist, artistColumns } from './shared/spotify-data.ts';
import { topTool } from './shared/top-items.ts';

export const listTopSpotifyArtists = topTool({
  name: 'list_top_spotify_artists',
  title: 'Top artists',
  order: 170,
  about: 'List the artists that the user listens to most on Spotify.',
  intents: [
    'my favourite bands',
    'who do I listen to most',
    'top artists this month',
    'musicians I like',
    'my most played bands',
  ],
  legacyNames: ['getTopArtists'],
  of: 'artists',
  row: artist,
  columns: artistColumns,
});
