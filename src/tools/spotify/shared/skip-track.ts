import type * as z from 'zod';

import type { Tool } from '../../define.ts';
import { defineSpotifyTool, type SpotifyToolDefinition } from './define-spotify-tool.ts';

type SkipDefinition = Pick<
  SpotifyToolDefinition<z.ZodRawShape>,
  'name' | 'title' | 'order' | 'about' | 'intents' | 'legacyNames'
> & {
  readonly to: 'next' | 'previous';
  /** The text that the tool returns. */
  readonly done: string;
};

/**
 * Declares a tool that skips to the next or previous track. The request is not retried, because a retry could skip a
 * second track.
 */
export function skipTool({ to, done, ...facts }: SkipDefinition): Tool {
  return defineSpotifyTool({
    ...facts,
    kind: 'write',
    repeat: 'never',
    providerScopes: ['user-modify-playback-state'],
    operation: `POST spotify:/me/player/${to}`,
    example: { as: 'ana.silva', args: {} },
    input: {},
    async run(_args, call) {
      await call.linked.send({ method: 'POST', path: `/me/player/${to}` });
      return { text: done };
    },
  });
}
