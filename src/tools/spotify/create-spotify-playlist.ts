import * as z from 'zod';

import { cell } from '../output/untrusted.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { playlist } from './shared/spotify-data.ts';
import { bodyAs } from './shared/spotify-page.ts';

export const createSpotifyPlaylist = defineSpotifyTool({
  name: 'create_spotify_playlist',
  title: 'Create playlist',
  order: 130,
  about: 'Create an empty Spotify playlist, private unless public is set. Returns its uri.',
  intents: [
    'make a playlist',
    'new playlist for the team event',
    'start a playlist',
    'create a list of songs',
    'set up a music list',
  ],
  kind: 'write',
  repeat: 'never',
  providerScopes: ['playlist-modify-private', 'playlist-modify-public'],
  legacyNames: ['createPlaylist'],
  operation: 'POST spotify:/me/playlists',
  example: { as: 'ana.silva', args: { name: 'Offsite' } },
  input: {
    name: z.string().min(1).max(100).describe('Name.'),
    description: z.string().max(300).optional().describe('Description.'),
    public: z.boolean().default(false).describe('Visible to everyone.'),
  },
  async preview({ name, public: isPublic }) {
    return {
      lines: [`create the ${isPublic ? 'public' : 'private'} playlist "${cell(name)}"`],
      outsiders: isPublic ? ['everyone on Spotify'] : [],
    };
  },
  async run({ name, description, public: isPublic }, call) {
    const { body } = await call.linked.send({
      method: 'POST',
      path: '/me/playlists',
      body: { name, public: isPublic, ...(description !== undefined && { description }) },
    });
    const { uri, id } = bodyAs(playlist, body);
    return {
      text: `Created the ${isPublic ? 'public' : 'private'} playlist "${cell(name)}": ${cell(uri ?? id)}`,
    };
  },
});
