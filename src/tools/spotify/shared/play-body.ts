import { ToolError } from '../../../errors.ts';
import { cell } from '../../output/untrusted.ts';
import { readSpotifyId, trackUri } from './spotify-ids.ts';

/** Returns the request body that plays the given tracks, or one album, artist or playlist. */
export function bodyOfPlay(uris: readonly string[]): Readonly<Record<string, unknown>> {
  const [first = '', ...others] = uris;
  const read = readSpotifyId(first);
  const isContext = read?.kind !== undefined && read.kind !== 'track';
  if (!isContext) return { uris: uris.map(trackUri) };
  if (others.length === 0) return { context_uri: `spotify:${read.kind}:${read.id}` };
  throw new ToolError(
    'bad_arguments',
    `"${cell(first)}" is not a track, so it must be the only one: give either tracks, or one album, artist or playlist.`,
  );
}
