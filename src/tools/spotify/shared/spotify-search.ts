import * as z from 'zod';

import type { ToolCall, ToolResult } from '../../define.ts';
import { top } from '../../input/common-input.ts';
import { bodyAs, offsetOf, pageOf, showPage, type SpotifyList } from './spotify-page.ts';

/** The most rows that Spotify's search returns at once to new apps. */
const MOST = 10;

export const searchInput = {
  query: z.string().min(1).max(200).describe('Words, or filters such as artist:X year:2020.'),
  top: top(MOST),
};

type Args = z.infer<z.ZodObject<typeof searchInput>>;

type Kind<Row> = Pick<SpotifyList<Row>, 'columns'> & {
  /** As Spotify names it, such as `track`. */
  readonly type: 'track' | 'artist' | 'album' | 'playlist';
  readonly row: z.ZodType<Row>;
};

/** Searches for one kind of item. `market=from_token` marks what cannot be played in the country of the account. */
export async function searchSpotify<Row>(
  { type, row, columns }: Kind<Row>,
  args: Args,
  call: ToolCall,
): Promise<ToolResult> {
  const { body } = await call.linked.send({
    method: 'GET',
    path: '/search',
    query: { q: args.query, type, limit: args.top, offset: offsetOf(call), market: 'from_token' },
  });
  const found = bodyAs(z.object({ [`${type}s`]: pageOf(row) }), body);
  const page = found[`${type}s`] ?? { items: [] };
  return showPage({ what: `${type}s for this search`, columns, page }, call);
}
