import * as z from 'zod';

import { top } from '../input/common-input.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { findPlaylist, nameOfPlaylist } from './shared/find-playlist.ts';
import { track, trackColumns } from './shared/spotify-data.ts';
import { bodyAs, offsetOf, pageOf, showPage } from './shared/spotify-page.ts';

/**
 * Spotify returns `item` to apps in development mode, and `track` to all others. Episodes and removed tracks have a
 * different form and become null.
 */
const entry = z.object({ item: track.nullish().catch(null), track: track.nullish().catch(null) });

export const listSpotifyPlaylistTracks = defineSpotifyTool({
  name: 'list_spotify_playlist_tracks',
  title: 'Tracks of a playlist',
  order: 120,
  about: 'List the tracks in a Spotify playlist, in playlist order.',
  intents: [
    'what is in this playlist',
    'songs in my playlist',
    'show the tracks in Focus',
    'is this song in the playlist',
    'content of a playlist',
  ],
  kind: 'read',
  repeat: 'safe',
  // Spotify requires `user-read-private` for `market=from_token`.
  providerScopes: ['playlist-read-private', 'playlist-read-collaborative', 'user-read-private'],
  legacyNames: ['getPlaylistTracks'],
  operation: 'GET spotify:/playlists/{id}/items',
  example: { as: 'ana.silva', args: { playlist: 'Focus' } },
  input: {
    playlist: z.string().min(1).max(200).describe('Name (own playlists), uri or link.'),
    top: top(50),
  },
  async run(args, call) {
    const found = await findPlaylist(args.playlist, call);
    const { body } = await call.linked.send({
      method: 'GET',
      path: `/playlists/${found.id}/items`,
      query: { limit: args.top, offset: offsetOf(call), market: 'from_token' },
    });
    const { items, next } = bodyAs(pageOf(entry), body);
    const rows = items.map((one) => one?.item ?? one?.track ?? null);
    const what = `tracks in ${nameOfPlaylist(found)}`;
    return showPage({ what, columns: trackColumns, page: { items: rows, next } }, call);
  },
});
