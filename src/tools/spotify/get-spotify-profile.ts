import * as z from 'zod';

import { cell } from '../output/untrusted.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { bodyAs } from './shared/spotify-page.ts';

const profile = z.object({
  id: z.string(),
  display_name: z.string().nullish(),
  country: z.string().nullish(),
  product: z.string().nullish(),
});

export const getSpotifyProfile = defineSpotifyTool({
  name: 'get_spotify_profile',
  title: 'Spotify profile',
  order: 50,
  about: 'Get the linked Spotify account: name, and country and plan if Spotify shows them.',
  intents: [
    'which Spotify account is this',
    'my Spotify profile',
    'do I have Spotify Premium',
    'who am I on Spotify',
    'is my Spotify account linked',
  ],
  kind: 'read',
  repeat: 'safe',
  providerScopes: ['user-read-private'],
  legacyNames: ['getCurrentUserProfile'],
  operation: 'GET spotify:/me',
  example: { as: 'ana.silva', args: {} },
  input: {},
  async run(_args, call) {
    const { body } = await call.linked.send({ method: 'GET', path: '/me' });
    const { id, display_name: name, country, product } = bodyAs(profile, body);
    const withheld = country === undefined || product === undefined;
    const lines = [
      `Spotify account: ${cell(name ?? id)} (id ${cell(id)})`,
      country && `Country: ${cell(country)}`,
      product && `Plan: ${cell(product)}`,
      withheld && 'Spotify does not show the country and plan to apps in development mode.',
    ];
    return { text: lines.filter(Boolean).join('\n') };
  },
});
