import * as z from 'zod';

import { counted } from '../../base/text/counted.ts';
import { defineSpotifyTool } from './shared/define-spotify-tool.ts';
import { findPlaylist, nameOfPlaylist } from './shared/find-playlist.ts';
import { trackUri } from './shared/spotify-ids.ts';

export const addSpotifyTracks = defineSpotifyTool({
  name: 'add_spotify_tracks',
  title: 'Add to playlist',
  order: 140,
  about: "Add tracks to the end of one of the user's Spotify playlists.",
  intents: [
    'add this song to my playlist',
    'put the track on the list',
    'save these songs',
    'fill the playlist',
    'add music for the party',
  ],
  kind: 'write',
  repeat: 'never',
  providerScopes: [
    'playlist-modify-private',
    'playlist-modify-public',
    'playlist-read-private',
    'playlist-read-collaborative',
  ],
  legacyNames: ['addTracksToPlaylist'],
  operation: 'POST spotify:/playlists/{id}/items',
  example: { as: 'ana.silva', args: { playlist: 'Focus', uris: ['spotify:track:nDtxrJgIDS2UrbXsg7kEHd'] } },
  input: {
    playlist: z.string().min(1).max(200).describe('Name (own playlists), uri or link.'),
    uris: z.array(z.string().min(1).max(200)).min(1).max(100).describe('Track uris.'),
  },
  async preview({ playlist, uris }, call) {
    for (const uri of uris) trackUri(uri);
    const found = await findPlaylist(playlist, call);
    return {
      lines: [`add ${count(uris)} to ${nameOfPlaylist(found)}`],
      versions: [found.id],
      isBulk: uris.length > 1,
    };
  },
  async run({ playlist, uris }, call) {
    const tracks = uris.map(trackUri);
    const found = await findPlaylist(playlist, call);
    const path = `/playlists/${found.id}/items`;
    await call.linked.send({ method: 'POST', path, body: { uris: tracks } });
    return { text: `Added ${count(uris)} to ${nameOfPlaylist(found)}.` };
  },
});

function count({ length }: readonly string[]): string {
  return counted(length, 'track');
}
