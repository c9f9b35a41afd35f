import { top } from '../input/common-input.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { playlist, playlistColumns } from './shared/spotify-data.ts';
import { bodyAs, offsetOf, pageOf, showPage } from './shared/spotify-page.ts';

export const listSpotifyPlaylists = defineSpotifyTool({
  name: 'list_spotify_playlists',
  title: 'My playlists',
  order: 110,
  about: "List the user's own and followed Spotify playlists, with track counts.",
  intents: [
    'my playlists',
    'which playlists do I have',
    'show my music lists',
    'playlists I follow',
    'how many tracks are in my playlist',
  ],
  kind: 'read',
  repeat: 'safe',
  providerScopes: ['playlist-read-private', 'playlist-read-collaborative'],
  legacyNames: ['getUserPlaylists'],
  operation: 'GET spotify:/me/playlists',
  example: { as: 'ana.silva', args: {} },
  input: { top: top(50) },
  async run(args, call) {
    const query = { limit: args.top, offset: offsetOf(call) };
    const { body } = await call.linked.send({ method: 'GET', path: '/me/playlists', query });
    const page = bodyAs(pageOf(playlist), body);
    return showPage({ what: 'playlists', columns: playlistColumns, page }, call);
  },
});
