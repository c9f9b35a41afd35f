import { defineTool } from '../define.ts';

export const skipToNextSpotifyTrack = defineTool({
  name: 'skip_to_next_spotify_track',
  title: 'Next track',
  area: 'spotify',
  order: 90,
  presets: ['default'],
  about: 'Skip to the next track on Spotify. Needs Spotify Premium.',
  intents: ['next song', 'skip this track', 'I do not like this song', 'jump ahead', 'play the next one'],
  kind: 'write',
  openWorld: true,
  repeat: 'never',
  scopes: [],
  provider: 'spotify',
  providerScopes: ['user-modify-playback-state'],
  legacyNames: ['skipToNext'],
  operation: 'POST spotify:/me/player/next',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    await call.linked.send({ method: 'POST', path: '/me/player/next' });
    return { text: 'Skipped to the next track.' };
  },
});
