import * as z from 'zod';

import type { Tool } from '../../define.ts';
import { top } from '../../input/common-input.ts';
import { defineSpotifyTool, type SpotifyToolDefinition } from './define-spotify-tool.ts';
import { bodyAs, offsetOf, pageOf, showPage, type SpotifyList } from './spotify-page.ts';

/** Maximum number of rows that Spotify's search returns to new apps in one response. */
const MOST = 10;

const input = {
  query: z.string().min(1).max(200).describe('Words, or filters such as artist:X year:2020.'),
  top: top(MOST),
};

type SearchDefinition<Row> = Pick<
  SpotifyToolDefinition<typeof input>,
  'name' | 'title' | 'order' | 'about' | 'intents' | 'legacyNames' | 'example'
> &
  Pick<SpotifyList<Row>, 'columns'> & {
    /** Spotify's name for the kind of item, such as `track`. */
    readonly type: 'track' | 'artist' | 'album' | 'playlist';
    readonly row: z.ZodType<Row>;
  };

/**
 * Declares a tool that searches for one kind of item. `market=from_token` marks items that cannot be played in the
 * account's country.
 */
export function searchTool<Row>({ type, row, columns, ...facts }: SearchDefinition<Row>): Tool {
  return defineSpotifyTool({
    ...facts,
    kind: 'read',
    repeat: 'safe',
    // Spotify requires this scope for `market=from_token`, even in a search for playlists.
    providerScopes: ['user-read-private'],
    operation: 'GET spotify:/search',
    input,
    async run(args, call) {
      const { body } = await call.linked.send({
        method: 'GET',
        path: '/search',
        query: { q: args.query, type, limit: args.top, offset: offsetOf(call), market: 'from_token' },
      });
      const found = bodyAs(z.object({ [`${type}s`]: pageOf(row) }), body);
      const page = found[`${type}s`] ?? { items: [] };
      return showPage({ what: `${type}s for this search`, columns, page }, call);
    },
  });
}
