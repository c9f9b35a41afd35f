import { defineTool } from '../define.ts';

export const skipToPreviousSpotifyTrack = defineTool({
  name: 'skip_to_previous_spotify_track',
  title: 'Previous track',
  area: 'spotify',
  order: 100,
  presets: ['default'],
  about: 'Play the previous track again on Spotify. Needs Premium.',
  intents: [
    'previous song',
    'play that again',
    'back to the last track',
    'repeat the song before',
    'one song back',
  ],
  kind: 'write',
  openWorld: true,
  repeat: 'never',
  scopes: [],
  provider: 'spotify',
  providerScopes: ['user-modify-playback-state'],
  legacyNames: ['skipToPrevious'],
  operation: 'POST spotify:/me/player/previous',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    await call.linked.send({ method: 'POST', path: '/me/player/previous' });
    return { text: 'Back at the previous track.' };
  },
});
