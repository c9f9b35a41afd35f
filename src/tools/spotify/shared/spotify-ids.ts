import { ToolError } from '../../../errors.ts';
import { cell } from '../../output/untrusted.ts';

export type SpotifyKind = 'track' | 'artist' | 'album' | 'playlist';

const ID = /^[0-9A-Za-z]{22}$/;
const URI = /^spotify:(track|artist|album|playlist):([0-9A-Za-z]{22})$/;
const LINK =
  /^https:\/\/open\.spotify\.com\/(?:intl-[a-z]{2}\/)?(track|artist|album|playlist)\/([0-9A-Za-z]{22})(?:\?.*)?$/;

/**
 * Parses an id, a URI or a link. Returns undefined for any other text. A plain id does not indicate the kind of item.
 */
export function readSpotifyId(
  given: string,
): { readonly kind: SpotifyKind | undefined; readonly id: string } | undefined {
  const written = given.trim();
  if (ID.test(written)) return { kind: undefined, id: written };
  const [, kind, id] = URI.exec(written) ?? LINK.exec(written) ?? [];
  return id === undefined ? undefined : { kind: kind as SpotifyKind, id };
}

/** Returns the URI of a track. Throws `ToolError` if the text does not identify a track. */
export function trackUri(given: string): string {
  const read = readSpotifyId(given);
  if (read !== undefined && (read.kind ?? 'track') === 'track') return `spotify:track:${read.id}`;
  throw new ToolError(
    'bad_arguments',
    `"${cell(given)}" is not a track: give the uri of a track, which search_spotify_tracks returns.`,
  );
}
