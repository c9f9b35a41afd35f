import { defineTool } from '../define.ts';
import { track, trackColumns } from './shared/spotify-data.ts';
import { listTop, topInput } from './shared/top-items.ts';

export const listTopSpotifyTracks = defineTool({
  name: 'list_top_spotify_tracks',
  title: 'Top tracks',
  area: 'spotify',
  order: 160,
  presets: ['default'],
  about: "List the user's favourite tracks on Spotify, most played first.",
  intents: [
    'my favourite songs',
    'what do I play most',
    'top tracks of the year',
    'songs I love',
    'my most played music',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: [],
  provider: 'spotify',
  providerScopes: ['user-top-read'],
  legacyNames: ['getTopTracks'],
  operation: 'GET spotify:/me/top/tracks',
  example: { as: 'ana.silva', args: {} },
  input: topInput,
  run: (args, call) =>
    listTop(
      { path: '/me/top/tracks', what: 'tracks played most', row: track, columns: trackColumns },
      args,
      call,
    ),
});
