import { cell } from '../output/untrusted.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { describePlayback, devicesOf } from './shared/playback.ts';

export const getSpotifyPlayback = defineSpotifyTool({
  name: 'get_spotify_playback',
  title: 'Spotify playback',
  order: 60,
  about: 'Get what is playing on Spotify now, on which device, and which other devices are on.',
  intents: [
    'what is playing',
    'which song is this',
    'is the music on',
    'where is Spotify playing',
    'which speakers are on',
  ],
  kind: 'read',
  repeat: 'safe',
  providerScopes: ['user-read-playback-state'],
  legacyNames: ['getCurrentPlayback'],
  operation: 'GET spotify:/me/player',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const [now, devices] = await Promise.all([describePlayback(call), devicesOf(call)]);
    const names = devices.map(({ name }) => cell(name)).join(', ');
    return { text: `${now}\nDevices that are on: ${names || 'none'}` };
  },
});
