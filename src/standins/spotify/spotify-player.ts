import { isRecord } from '../../base/is-record.ts';
import type { Device, Listener } from './listeners.ts';
import { music, spotifyId, type Track } from './music.ts';
import { deviceObject, isPlayable, trackObject } from './spotify-objects.ts';
import { ApiRefusal, type ApiCall, type ApiRoute } from './spotify-routing.ts';

const readState = ['user-read-playback-state'];
const control = ['user-modify-playback-state'];

export const playerRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: '/v1/me/player', scopes: readState, handle: playback },
  { method: 'GET', path: '/v1/me/player/devices', scopes: readState, handle: devices },
  { method: 'PUT', path: '/v1/me/player/pause', scopes: control, handle: pause },
  { method: 'PUT', path: '/v1/me/player/play', scopes: control, handle: play },
  { method: 'POST', path: '/v1/me/player/next', scopes: control, handle: (call) => skip(call, 1) },
  { method: 'POST', path: '/v1/me/player/previous', scopes: control, handle: (call) => skip(call, -1) },
];

function done(): Response {
  return new Response(null, { status: 204 });
}

/**
 * Returns the state of the player. Like Spotify, leaves out an episode unless the request has
 * `additional_types=episode`.
 */
function playback({ listener, view, query }: ApiCall): Response {
  const device = listener.devices.find(({ isActive }) => isActive);
  const current = listener.playback;
  const track = current?.queue[current.index];
  if (device === undefined || current === undefined || track === undefined) return done();
  return Response.json({
    device: deviceObject(device),
    is_playing: current.isPlaying,
    progress_ms: 61_000,
    currently_playing_type: listener.episode === undefined ? 'track' : 'episode',
    shuffle_state: false,
    repeat_state: 'off',
    context: null,
    item: listener.episode === undefined ? trackObject(track, view) : episodeIn(listener.episode, query),
  });
}

function episodeIn(episode: NonNullable<Listener['episode']>, query: URLSearchParams): object | null {
  if (query.get('additional_types')?.split(',').includes('episode') !== true) return null;
  const { name, show, seconds } = episode;
  const id = spotifyId('episode', name);
  return {
    id,
    name,
    type: 'episode',
    uri: `spotify:episode:${id}`,
    duration_ms: seconds * 1_000,
    show: { id: spotifyId('show', show), name: show, publisher: show, type: 'show' },
  };
}

function devices({ listener }: ApiCall): Response {
  return Response.json({ devices: listener.devices.map(deviceObject) });
}

function pause(call: ApiCall): Response {
  const { current } = controlled(call);
  if (!current.isPlaying) throw new ApiRefusal(403, 'Player command failed: Restriction violated', 'UNKNOWN');
  current.isPlaying = false;
  return done();
}

function play(call: ApiCall): Response {
  const queue = queueIn(call);
  const { listener, device } = controlled(call);
  for (const one of listener.devices) one.isActive = one === device;
  if (queue !== undefined) {
    listener.playback = { queue, index: 0, isPlaying: true };
    return done();
  }
  listener.playback ??= { queue: music.tracks, index: 0, isPlaying: false };
  if (listener.playback.isPlaying)
    throw new ApiRefusal(403, 'Player command failed: Restriction violated', 'UNKNOWN');
  listener.playback.isPlaying = true;
  return done();
}

function skip(call: ApiCall, step: 1 | -1): Response {
  const { current } = controlled(call);
  const length = Math.max(1, current.queue.length);
  current.index = (current.index + step + length) % length;
  current.isPlaying = true;
  return done();
}

/** Checks for Premium before it checks for a device, as Spotify does. */
function controlled({ listener, query }: ApiCall): {
  listener: Listener;
  device: Device;
  current: NonNullable<Listener['playback']>;
} {
  if (!listener.isPremium)
    throw new ApiRefusal(403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED');
  const id = query.get('device_id');
  const device = listener.devices.find((one) => (id === null ? one.isActive : one.id === id));
  if (device === undefined) {
    throw id === null
      ? new ApiRefusal(404, 'Player command failed: No active device found', 'NO_ACTIVE_DEVICE')
      : new ApiRefusal(404, 'Device not found');
  }
  const current = listener.playback ?? { queue: music.tracks, index: 0, isPlaying: false };
  return { listener, device, current };
}

/** Returns the tracks that the body names, or undefined if the body names no tracks. */
function queueIn({ body, view, listeners }: ApiCall): readonly Track[] | undefined {
  if (!isRecord(body)) return undefined;
  const { uris, context_uri: context } = body;
  if (Array.isArray(uris)) {
    const wanted = uris.map((uri) => music.tracks.find(({ id }) => uri === `spotify:track:${id}`));
    const found = wanted.filter((track) => track !== undefined);
    if (found.length !== uris.length || found.length === 0) throw new ApiRefusal(400, 'Invalid track uri');
    if (!found.every((track) => isPlayable(track, view)))
      throw new ApiRefusal(403, 'Player command failed: Restriction violated', 'UNKNOWN');
    return found;
  }
  if (typeof context !== 'string') return undefined;
  const [, kind, id] = context.split(':');
  const playlists = [...listeners.values()].flatMap((listener) => listener.playlists);
  const tracks =
    kind === 'playlist'
      ? playlists.find((playlist) => playlist.id === id)?.tracks
      : music.tracks.filter(({ album }) => (kind === 'artist' ? album.artist.id : album.id) === id);
  if (tracks === undefined || tracks.length === 0) throw new ApiRefusal(404, 'Context not found');
  return tracks;
}
