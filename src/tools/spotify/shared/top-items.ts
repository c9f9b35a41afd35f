import * as z from 'zod';

import type { ToolCall, ToolResult } from '../../define.ts';
import { top } from '../../input/common-input.ts';
import { bodyAs, offsetOf, pageOf, showPage, type SpotifyList } from './spotify-page.ts';

const ranges = { month: 'short_term', half_year: 'medium_term', year: 'long_term' } as const;

export const topInput = {
  period: z.enum(['month', 'half_year', 'year']).default('half_year').describe('Approximate period.'),
  top: top(50),
};

type Args = z.infer<z.ZodObject<typeof topInput>>;

type Kind<Row> = Omit<SpotifyList<Row>, 'page'> & {
  readonly path: '/me/top/tracks' | '/me/top/artists';
  readonly row: z.ZodType<Row>;
};

/** Lists the tracks or artists that the user plays most. */
export async function listTop<Row>(
  { path, what, row, columns }: Kind<Row>,
  args: Args,
  call: ToolCall,
): Promise<ToolResult> {
  const query = { time_range: ranges[args.period], limit: args.top, offset: offsetOf(call) };
  const { body } = await call.linked.send({ method: 'GET', path, query });
  return showPage({ what, columns, page: bodyAs(pageOf(row), body) }, call);
}
