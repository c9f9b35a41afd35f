import * as z from 'zod';

import type { Tool } from '../../define.ts';
import { top } from '../../input/common-input.ts';
import { defineSpotifyTool, type SpotifyToolDefinition } from './define-spotify-tool.ts';
import { bodyAs, offsetOf, pageOf, showPage, type SpotifyList } from './spotify-page.ts';

const ranges = { month: 'short_term', half_year: 'medium_term', year: 'long_term' } as const;

const input = {
  period: z.enum(['month', 'half_year', 'year']).default('half_year').describe('Approximate period.'),
  top: top(50),
};

type TopDefinition<Row> = Pick<
  SpotifyToolDefinition<typeof input>,
  'name' | 'title' | 'order' | 'about' | 'intents' | 'legacyNames'
> &
  Pick<SpotifyList<Row>, 'columns'> & {
    readonly of: 'tracks' | 'artists';
    readonly row: z.ZodType<Row>;
  };

/** Declares a tool that lists what the user plays most. */
export function topTool<Row>({ of, row, columns, ...facts }: TopDefinition<Row>): Tool {
  return defineSpotifyTool({
    ...facts,
    kind: 'read',
    repeat: 'safe',
    providerScopes: ['user-top-read'],
    operation: `GET spotify:/me/top/${of}`,
    example: { as: 'ana.silva', args: {} },
    input,
    async run(args, call) {
      const query = { time_range: ranges[args.period], limit: args.top, offset: offsetOf(call) };
      const { body } = await call.linked.send({ method: 'GET', path: `/me/top/${of}`, query });
      return showPage({ what: `${of} played most`, columns, page: bodyAs(pageOf(row), body) }, call);
    },
  });
}
