import { people, type Person } from '../tenant/people.ts';
import { music, spotifyId, type Track } from './music.ts';

export type Device = { readonly id: string; readonly name: string; readonly type: string; isActive: boolean };

export type Playlist = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly isPublic: boolean;
  readonly isCollaborative: boolean;
  readonly tracks: Track[];
  version: number;
};

/** A Spotify account. Times are in milliseconds since 1970. */
export type Listener = {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  /** False for a free account. The API cannot control the playback of a free account. */
  isPremium: boolean;
  /** False for an account that is not on the list of users of an app in development mode. */
  isListed: boolean;
  readonly devices: Device[];
  readonly playlists: Playlist[];
  /** The ids of other people's playlists that the listener follows. */
  followed: readonly string[];
  /** The tracks that were played, newest first. */
  readonly played: { readonly track: Track; readonly at: number }[];
  /** The listener's favourite tracks, most played first. */
  readonly favourites: readonly Track[];
  playback: { queue: readonly Track[]; index: number; isPlaying: boolean } | undefined;
  /** A podcast episode that plays instead of the queue. */
  episode?: { readonly name: string; readonly show: string; readonly seconds: number } | undefined;
};

const PLAYED_MINUTES_APART = 17;
const FAVOURITES = 12;
const PLAYED = 20;

/**
 * Creates an account for each person. The first person listens on a computer and also has a phone; the second has a
 * free account; all other people have Premium but no active device. `now` is in milliseconds.
 */
export function createListeners(now: number, owners: readonly Person[] = people): Map<string, Listener> {
  return new Map(owners.map((person, index) => [person.alias, createListener(person, index, now)]));
}

function createListener({ alias, name }: Person, index: number, now: number): Listener {
  const rotated = [...music.tracks.slice(index), ...music.tracks.slice(0, index)];
  const device = (of: string, type: string, isActive: boolean): Device => ({
    id: spotifyId('device', `${alias} ${of}`),
    name: of,
    type,
    isActive,
  });
  const playlist = (title: string, isPublic: boolean, tracks: readonly Track[]): Playlist => ({
    id: spotifyId('playlist', `${alias} ${title}`),
    name: title,
    description: '',
    owner: alias,
    isPublic,
    isCollaborative: false,
    tracks: [...tracks],
    version: 1,
  });
  const hasDevices = index < 2;
  return {
    id: alias,
    name,
    country: index === 0 ? 'PT' : 'GB',
    isPremium: index !== 1,
    isListed: true,
    devices: hasDevices
      ? [device('Office computer', 'Computer', true), device('Phone', 'Smartphone', false)]
      : [],
    playlists: [
      playlist('Focus', false, rotated.slice(0, 5)),
      playlist('Friday afternoon', true, rotated.slice(5, 8)),
    ],
    followed: [],
    played: rotated
      .slice(0, PLAYED)
      .map((track, count) => ({ track, at: now - (count + 1) * PLAYED_MINUTES_APART * 60_000 })),
    favourites: rotated.slice(0, FAVOURITES),
    playback: hasDevices ? { queue: rotated.slice(0, 4), index: 0, isPlaying: true } : undefined,
  };
}
