import * as z from 'zod';

import { top } from '../input/common-input.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { playedColumns, track } from './shared/spotify-data.ts';
import { bodyAs, offsetOf, showRows } from './shared/spotify-page.ts';

const recent = z.object({
  items: z.array(z.object({ track, played_at: z.string() })),
  next: z.string().nullish(),
  cursors: z.object({ before: z.string().nullish() }).nullish(),
});

export const listRecentSpotifyTracks = defineSpotifyTool({
  name: 'list_recent_spotify_tracks',
  title: 'Recently played',
  order: 150,
  about: 'List the tracks that the user has played on Spotify recently, newest first.',
  intents: [
    'what did I listen to today',
    'songs I heard this morning',
    'recently played',
    'that song from an hour ago',
    'my listening history',
  ],
  kind: 'read',
  repeat: 'safe',
  providerScopes: ['user-read-recently-played'],
  legacyNames: ['getRecentlyPlayed'],
  operation: 'GET spotify:/me/player/recently-played',
  example: { as: 'ana.silva', args: {} },
  input: { top: top(50) },
  async run(args, call) {
    // Spotify pages this list by time, so the cursor holds a time instead of an offset.
    const before = offsetOf(call);
    const { body } = await call.linked.send({
      method: 'GET',
      path: '/me/player/recently-played',
      query: { limit: args.top, ...(before > 0 && { before }) },
    });
    const { items, next, cursors } = bodyAs(recent, body);
    const older = next ? Number(cursors?.before ?? 0) : 0;
    const cursor = older > 0 ? await call.text.cursorFrom(older) : undefined;
    return showRows(
      { what: 'tracks played recently, newest first', columns: playedColumns, rows: items },
      cursor,
    );
  },
});
