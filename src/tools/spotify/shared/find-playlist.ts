import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { cell } from '../../output/untrusted.ts';
import { playlist as playlistShape } from './spotify-data.ts';
import { readSpotifyId } from './spotify-ids.ts';
import { bodyAs, pageOf } from './spotify-page.ts';

/** Maximum number of playlists that Spotify returns in one response. */
const PAGE = 50;
/** Maximum number of pages to search for a name. */
const MOST_PAGES = 10;

/** A playlist. The name is undefined if the playlist was given by id. */
export type FoundPlaylist = { readonly id: string; readonly name: string | undefined };

/** Finds a playlist by its id, URI or link, or one of the user's own playlists by its name. */
export async function findPlaylist(given: string, call: ToolCall): Promise<FoundPlaylist> {
  const read = readSpotifyId(given);
  if (read !== undefined) {
    if ((read.kind ?? 'playlist') === 'playlist') return { id: read.id, name: undefined };
    throw new ToolError('bad_arguments', `"${cell(given)}" is not a playlist.`);
  }
  const { candidates, isCut } = await ownPlaylists(call);
  return pickByName(given, candidates, { what: 'playlist', isCut });
}

async function ownPlaylists(call: ToolCall) {
  const candidates: { id: string; name: string }[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each page depends on whether the one before it was the last
    const { body } = await call.linked.send({
      method: 'GET',
      path: '/me/playlists',
      query: { limit: PAGE, offset: page * PAGE },
    });
    const { items, next } = bodyAs(pageOf(playlistShape), body);
    for (const item of items) if (item !== null) candidates.push({ id: item.id, name: item.name ?? '' });
    if (next === null || next === undefined) return { candidates, isCut: false };
  }
  return { candidates, isCut: true };
}

/** Formats the name of a playlist for use in a sentence. */
export function nameOfPlaylist({ id, name }: FoundPlaylist): string {
  return name === undefined ? `the playlist ${id}` : `the playlist "${cell(name)}"`;
}
