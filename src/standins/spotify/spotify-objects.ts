import type { Device, Listener, Playlist } from './listeners.ts';
import type { Album, Artist, Track } from './music.ts';

/** The conditions that determine which fields and tracks an app gets from the Web API. */
export type View = {
  /**
   * Whether the app is in development mode, as every new app has been since February 2026. For such an app, some fields
   * are absent, and a playlist has `items` instead of `tracks`.
   */
  readonly isDevelopmentMode: boolean;
  /** The country in which a track must be playable. */
  readonly market: string;
};

type Json = Readonly<Record<string, unknown>>;

export function artistObject({ id, name, genres }: Artist, { isDevelopmentMode }: View): Json {
  return {
    id,
    name,
    type: 'artist',
    uri: `spotify:artist:${id}`,
    external_urls: { spotify: `https://open.spotify.com/artist/${id}` },
    images: [],
    genres,
    ...(!isDevelopmentMode && { followers: { href: null, total: 4_200 }, popularity: 41 }),
  };
}

function briefArtist({ id, name }: Artist): Json {
  return { id, name, type: 'artist', uri: `spotify:artist:${id}` };
}

export function albumObject({ id, name, artist, released }: Album, { isDevelopmentMode }: View): Json {
  return {
    id,
    name,
    type: 'album',
    album_type: 'album',
    total_tracks: 3,
    release_date: released,
    release_date_precision: 'day',
    uri: `spotify:album:${id}`,
    artists: [briefArtist(artist)],
    ...(!isDevelopmentMode && { available_markets: ['DE', 'GB', 'PT', 'US'] }),
  };
}

export function isPlayable({ markets }: Track, { market }: Pick<View, 'market'>): boolean {
  return markets === undefined || markets.includes(market);
}

export function trackObject(track: Track, view: View): Json {
  const { id, name, album, seconds, markets } = track;
  return {
    id,
    name,
    type: 'track',
    uri: `spotify:track:${id}`,
    duration_ms: seconds * 1_000,
    explicit: false,
    is_local: false,
    is_playable: isPlayable(track, view),
    ...(!isPlayable(track, view) && { restrictions: { reason: 'market' } }),
    artists: [briefArtist(album.artist)],
    album: albumObject(album, view),
    ...(!view.isDevelopmentMode && {
      popularity: 37,
      available_markets: markets ?? ['DE', 'GB', 'PT', 'US'],
    }),
  };
}

export function playlistObject(playlist: Playlist, { isDevelopmentMode }: View): Json {
  const { id, name, description, owner, isPublic, isCollaborative, tracks, version } = playlist;
  const content = { href: `https://api.spotify.com/v1/playlists/${id}/items`, total: tracks.length };
  return {
    id,
    name,
    description,
    type: 'playlist',
    uri: `spotify:playlist:${id}`,
    public: isPublic,
    collaborative: isCollaborative,
    owner: { id: owner, display_name: owner, type: 'user' },
    snapshot_id: `${id}-${version}`,
    ...(isDevelopmentMode ? { items: content } : { tracks: content }),
  };
}

export function userObject({ id, name, country, isPremium }: Listener, { isDevelopmentMode }: View): Json {
  return {
    id,
    display_name: name,
    type: 'user',
    uri: `spotify:user:${id}`,
    external_urls: { spotify: `https://open.spotify.com/user/${id}` },
    images: [],
    ...(!isDevelopmentMode && {
      country,
      product: isPremium ? 'premium' : 'free',
      followers: { href: null, total: 12 },
    }),
  };
}

export function deviceObject({ id, name, type, isActive }: Device): Json {
  return {
    id,
    name,
    type,
    is_active: isActive,
    is_private_session: false,
    is_restricted: false,
    volume_percent: 60,
    supports_volume: true,
  };
}
