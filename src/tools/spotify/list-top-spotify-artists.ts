import { defineTool } from '../define.ts';
import { artist, artistColumns } from './shared/spotify-data.ts';
import { listTop, topInput } from './shared/top-items.ts';

export const listTopSpotifyArtists = defineTool({
  name: 'list_top_spotify_artists',
  title: 'Top artists',
  area: 'spotify',
  order: 170,
  presets: ['default'],
  about: 'List the artists that the user listens to most on Spotify.',
  intents: [
    'my favourite bands',
    'who do I listen to most',
    'top artists this month',
    'musicians I like',
    'my most played bands',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  provider: 'spotify',
  providerScopes: ['user-top-read'],
  legacyNames: ['getTopArtists'],
  operation: 'GET spotify:/me/top/artists',
  example: { as: 'ana.silva', args: {} },
  input: topInput,
  run: (args, call) =>
    listTop(
      { path: '/me/top/artists', what: 'artists played most', row: artist, columns: artistColumns },
      args,
      call,
    ),
});
