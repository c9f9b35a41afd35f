import { defineSpotifyTool } from './shared/define-spotify-tool.ts';

export const unlinkSpotify = defineSpotifyTool({
  name: 'unlink_spotify',
  title: 'Unlink Spotify',
  order: 180,
  about: "Remove the link to the user's Spotify account from this server.",
  intents: [
    'unlink my Spotify account',
    'disconnect Spotify',
    'forget my music account',
    'stop using Spotify here',
    'remove the Spotify link',
  ],
  kind: 'destroy',
  repeat: 'safe',
  providerScopes: [],
  operation: 'DELETE spotify:/link',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async preview() {
    return { lines: ['remove the link to the Spotify account; it can be linked again at any time'] };
  },
  async run(_args, call) {
    const isRemoved = await call.linked.unlink();
    if (!isRemoved) return { text: 'No Spotify account was linked.' };
    return {
      text: 'The Spotify account is no longer linked. The user can also remove Portico at https://www.spotify.com/account/apps/.',
    };
  },
});
