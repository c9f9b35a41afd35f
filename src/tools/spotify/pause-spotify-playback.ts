import { defineSpotifyTool } from './shared/define-spotify-tool.ts';

export const pauseSpotifyPlayback = defineSpotifyTool({
  name: 'pause_spotify_playback',
  title: 'Pause Spotify',
  order: 70,
  about: 'Pause Spotify on the active device. Needs Spotify Premium.',
  intents: ['pause the music', 'stop the song', 'turn the music off', 'quiet please', 'hold playback'],
  kind: 'write',
  repeat: 'safe',
  providerScopes: ['user-modify-playback-state'],
  legacyNames: ['pausePlayback'],
  operation: 'PUT spotify:/me/player/pause',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    await call.linked.send({ method: 'PUT', path: '/me/player/pause' });
    return { text: 'Paused.' };
  },
});
