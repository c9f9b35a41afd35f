import * as z from 'zod';

import { pickByName } from '../input/pick-by-name.ts';
import { cell } from '../output/untrusted.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { bodyOfPlay } from './shared/play-body.ts';
import { devicesOf } from './shared/playback.ts';

export const resumeSpotifyPlayback = defineSpotifyTool({
  name: 'resume_spotify_playback',
  title: 'Play on Spotify',
  order: 80,
  about:
    'Start or resume playback on Spotify: what was paused, or the given tracks, album, artist or playlist. Needs Premium.',
  intents: [
    'play this song',
    'continue the music',
    'play my playlist',
    'put on some music',
    'resume playback on my phone',
  ],
  kind: 'write',
  repeat: 'never',
  providerScopes: ['user-modify-playback-state', 'user-read-playback-state'],
  legacyNames: ['resumePlayback'],
  operation: 'PUT spotify:/me/player/play',
  example: { as: 'ana.silva', args: { device: 'Phone' } },
  input: {
    uris: z
      .array(z.string().max(200))
      .min(1)
      .max(50)
      .optional()
      .describe('Uris of tracks, or of one album, artist or playlist.'),
    device: z.string().min(1).max(100).optional().describe('Name or id. Default: the active one.'),
  },
  async run({ uris, device }, call) {
    const body = uris === undefined ? undefined : bodyOfPlay(uris);
    const found =
      device === undefined ? undefined : pickByName(device, await devicesOf(call), { what: 'device' });
    await call.linked.send({
      method: 'PUT',
      path: '/me/player/play',
      query: { device_id: found?.id },
      ...(body !== undefined && { body }),
    });
    return { text: found === undefined ? 'Playing.' : `Playing on ${cell(found.name)}.` };
  },
});
