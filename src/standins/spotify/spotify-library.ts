import { isRecord } from '../../base/is-record.ts';
import type { Listener, Playlist } from './listeners.ts';
import { music, spotifyId, type Track } from './music.ts';
import { albumObject, artistObject, playlistObject, trackObject, userObject } from './spotify-objects.ts';
import {
  ApiRefusal,
  numberIn,
  pageOf,
  requireScope,
  type ApiCall,
  type ApiRoute,
} from './spotify-routing.ts';

export const libraryRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: '/v1/me', scopes: [], handle: me },
  { method: 'GET', path: '/v1/search', scopes: [], handle: search },
  { method: 'GET', path: '/v1/me/playlists', scopes: ['playlist-read-private'], handle: ownPlaylists },
  { method: 'POST', path: '/v1/me/playlists', scopes: [], handle: createPlaylist },
  { method: 'GET', path: '/v1/playlists/:id/items', scopes: ['playlist-read-private'], handle: items },
  { method: 'POST', path: '/v1/playlists/:id/items', scopes: [], handle: addItems },
  { method: 'GET', path: '/v1/playlists/:id/tracks', scopes: [], handle: withdrawn },
  {
    method: 'GET',
    path: '/v1/me/player/recently-played',
    scopes: ['user-read-recently-played'],
    handle: recentlyPlayed,
  },
  {
    method: 'GET',
    path: '/v1/me/top/tracks',
    scopes: ['user-top-read'],
    handle: (call) => {
      checkTimeRange(call);
      return Response.json(
        pageOf(call, call.listener.favourites, { most: 50 }, (track) => trackObject(track, call.view)),
      );
    },
  },
  { method: 'GET', path: '/v1/me/top/artists', scopes: ['user-top-read'], handle: topArtists },
];

function me({ listener, view }: ApiCall): Response {
  return Response.json(userObject(listener, view));
}

const searchable = ['track', 'artist', 'album', 'playlist'];

function search(call: ApiCall): Response {
  const { query, view, listeners } = call;
  const wanted = (query.get('q') ?? '').toLowerCase();
  if (wanted === '') throw new ApiRefusal(400, 'No search query');
  const types = (query.get('type') ?? '').split(',');
  if (!types.every((type) => searchable.includes(type))) throw new ApiRefusal(400, 'Bad search type field');
  const most = view.isDevelopmentMode ? 10 : 50;
  const isFound = (...texts: readonly string[]) =>
    wanted.split(/\s+/).every((word) => texts.some((text) => text.toLowerCase().includes(plain(word))));
  const playlists = [...listeners.values()]
    .flatMap((listener) => listener.playlists)
    .filter(({ isPublic, name }) => isPublic && isFound(name));
  const tracks = music.tracks.filter(({ name, album }) => isFound(name, album.name, album.artist.name));
  const artists = music.artists.filter(({ name }) => isFound(name));
  const albums = music.albums.filter(({ name, artist }) => isFound(name, artist.name));
  const page = <Item>(found: readonly Item[], toObject: (item: Item) => unknown) =>
    pageOf(call, found, { most, otherwise: view.isDevelopmentMode ? 5 : 20 }, toObject);
  return Response.json({
    ...(types.includes('track') && { tracks: page(tracks, (track) => trackObject(track, view)) }),
    ...(types.includes('artist') && { artists: page(artists, (artist) => artistObject(artist, view)) }),
    ...(types.includes('album') && { albums: page(albums, (album) => albumObject(album, view)) }),
    // Spotify's search returns null for playlists that the app may not see.
    ...(types.includes('playlist') && {
      playlists: page([undefined, ...playlists], (playlist) => playlist && playlistObject(playlist, view)),
    }),
  });
}

/** Removes a field filter such as `artist:`. */
function plain(word: string): string {
  return word.slice(word.indexOf(':') + 1).replaceAll('"', '');
}

/**
 * Returns the playlists that the listener owns or follows, as Spotify does. Collaborative playlists are left out unless
 * the app has the scope for them.
 */
function ownPlaylists(call: ApiCall): Response {
  const { listener, listeners, grant, view } = call;
  const followed = listener.followed.map((id) => findPlaylist([...listeners.values()], id));
  const seesCollaborative = grant.scopes.includes('playlist-read-collaborative');
  const seen = [...listener.playlists, ...followed].filter(
    ({ isCollaborative }) => seesCollaborative || !isCollaborative,
  );
  return Response.json(pageOf(call, seen, { most: 50 }, (one) => playlistObject(one, view)));
}

const PLAYLISTS = 1_000;

function createPlaylist(call: ApiCall): Response {
  const { listener, body, view } = call;
  const { name, description, public: visible } = isRecord(body) ? body : {};
  if (typeof name !== 'string' || name === '') throw new ApiRefusal(400, 'Missing required field: name');
  if (listener.playlists.length >= PLAYLISTS) throw new ApiRefusal(400, 'Too many playlists');
  const isPublic = visible !== false;
  requireScope(call, isPublic ? 'playlist-modify-public' : 'playlist-modify-private');
  const playlist: Playlist = {
    id: spotifyId('playlist', `${listener.id} ${name} ${listener.playlists.length}`),
    name,
    description: typeof description === 'string' ? description : '',
    owner: listener.id,
    isPublic,
    isCollaborative: false,
    tracks: [],
    version: 1,
  };
  listener.playlists.unshift(playlist);
  return Response.json(playlistObject(playlist, view), { status: 201 });
}

function findPlaylist(listeners: readonly Listener[], id: string): Playlist {
  const found = listeners.flatMap(({ playlists }) => playlists).find((playlist) => playlist.id === id);
  if (found === undefined) throw new ApiRefusal(404, 'Resource not found');
  return found;
}

/** Returns the content of a playlist. Apps in development mode see only the content of the listener's own playlists. */
function items(call: ApiCall, id: string): Response {
  const { listener, listeners, view } = call;
  const playlist = findPlaylist([...listeners.values()], id);
  if (playlist.owner !== listener.id && (view.isDevelopmentMode || !playlist.isPublic))
    throw new ApiRefusal(403, 'Forbidden');
  const toItem = (track: Track) => {
    const object = trackObject(track, view);
    return {
      added_at: '2026-11-01T09:00:00Z',
      added_by: { id: playlist.owner },
      is_local: false,
      ...(view.isDevelopmentMode ? { item: object } : { track: object }),
    };
  };
  return Response.json(pageOf(call, playlist.tracks, { most: 50 }, toItem));
}

function withdrawn({ view }: ApiCall): Response {
  if (view.isDevelopmentMode) throw new ApiRefusal(403, 'Forbidden');
  throw new ApiRefusal(404, 'Service not found');
}

const MOST_ADDED = 100;
const PLAYLIST_TRACKS = 10_000;

function addItems(call: ApiCall, id: string): Response {
  const { listener, listeners, body } = call;
  const playlist = findPlaylist([...listeners.values()], id);
  requireScope(call, playlist.isPublic ? 'playlist-modify-public' : 'playlist-modify-private');
  if (playlist.owner !== listener.id && !playlist.isCollaborative)
    throw new ApiRefusal(403, "You cannot add tracks to a playlist you don't own.");
  const { uris } = isRecord(body) ? body : {};
  if (!Array.isArray(uris) || uris.length === 0) throw new ApiRefusal(400, 'No uris provided');
  if (uris.length > MOST_ADDED) throw new ApiRefusal(400, 'You can add a maximum of 100 tracks per request.');
  const tracks = uris.map((uri) => music.tracks.find((track) => uri === `spotify:track:${track.id}`));
  if (tracks.includes(undefined)) throw new ApiRefusal(400, 'Invalid track uri');
  if (playlist.tracks.length + tracks.length > PLAYLIST_TRACKS)
    throw new ApiRefusal(400, 'Playlist size limit reached');
  playlist.tracks.push(...tracks.filter((track) => track !== undefined));
  playlist.version += 1;
  return Response.json({ snapshot_id: `${id}-${playlist.version}` }, { status: 201 });
}

function recentlyPlayed(call: ApiCall): Response {
  const { listener, view, query } = call;
  const limit = numberIn(call, 'limit', { least: 1, most: 50, otherwise: 20 });
  const before = Number(query.get('before') ?? Infinity);
  const older = listener.played.filter(({ at }) => at < before);
  const shown = older.slice(0, limit);
  const last = shown.at(-1);
  return Response.json({
    limit,
    next: older.length > limit ? 'https://api.spotify.com/v1/me/player/recently-played' : null,
    cursors: last === undefined ? null : { after: String(shown[0]?.at), before: String(last.at) },
    items: shown.map(({ track, at }) => ({
      track: trackObject(track, view),
      played_at: new Date(at).toISOString(),
      context: null,
    })),
  });
}

function topArtists(call: ApiCall): Response {
  checkTimeRange(call);
  const artists = [...new Set(call.listener.favourites.map(({ album }) => album.artist))];
  return Response.json(pageOf(call, artists, { most: 50 }, (artist) => artistObject(artist, call.view)));
}

function checkTimeRange({ query }: ApiCall): void {
  const range = query.get('time_range') ?? 'medium_term';
  if (!['short_term', 'medium_term', 'long_term'].includes(range))
    throw new ApiRefusal(400, 'Invalid time range');
}
