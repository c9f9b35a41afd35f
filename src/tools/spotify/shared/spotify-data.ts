import * as z from 'zod';

import type { TableColumn } from '../../output/table.ts';
import { minute } from '../../output/words.ts';

/*
 * Objects in Spotify's Web API. For new apps, Spotify omits many fields and has renamed some (`items` instead of
 * `tracks`), so every field except the id is optional, and both names are read.
 */
const text = z.string().nullish();
const count = z.number().nullish();

const artistName = z.object({ name: text });

export const track = z.object({
  id: text,
  uri: z.string(),
  name: text,
  duration_ms: count,
  is_playable: z.boolean().nullish(),
  artists: z.array(artistName).nullish(),
  album: z.object({ name: text }).nullish(),
});

export type Track = z.infer<typeof track>;

export const artist = z.object({
  id: z.string(),
  uri: text,
  name: text,
  genres: z.array(z.string()).nullish(),
});

export type Artist = z.infer<typeof artist>;

export const album = z.object({
  id: z.string(),
  uri: text,
  name: text,
  release_date: text,
  total_tracks: count,
  artists: z.array(artistName).nullish(),
});

export type Album = z.infer<typeof album>;

const content = z.object({ total: count }).nullish();

export const playlist = z.object({
  id: z.string(),
  uri: text,
  name: text,
  public: z.boolean().nullish(),
  owner: z.object({ id: text, display_name: text }).nullish(),
  items: content,
  tracks: content,
});

export type Playlist = z.infer<typeof playlist>;

type Columns<Row> = readonly TableColumn<Row>[];

const column = <Row>(name: string, of: (row: Row) => string | number | null | undefined) => ({
  name,
  textOf: (row: Row) => String(of(row) ?? ''),
});

export function artistsOf({ artists }: { readonly artists?: Track['artists'] }): string {
  return (artists ?? []).map(({ name }) => name ?? '').join(', ');
}

/** Formats a duration in milliseconds as minutes and seconds. */
export function clockOf(milliseconds: number | null | undefined): string {
  if (milliseconds === null || milliseconds === undefined) return '';
  const seconds = Math.floor(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export const trackColumns: Columns<Track> = [
  column('track', ({ name, is_playable: isPlayable }) =>
    isPlayable === false ? `${name ?? ''} (not available in your country)` : name,
  ),
  column('artist', artistsOf),
  column('album', (row) => row.album?.name),
  column('length', (row) => clockOf(row.duration_ms)),
  column('uri', ({ uri }) => uri),
];

export const artistColumns: Columns<Artist> = [
  column('artist', ({ name }) => name),
  column('genres', ({ genres }) => (genres ?? []).join(', ')),
  column('uri', ({ uri }) => uri),
];

export const albumColumns: Columns<Album> = [
  column('album', ({ name }) => name),
  column('artist', artistsOf),
  column('released', (row) => row.release_date),
  column('tracks', (row) => row.total_tracks),
  column('uri', ({ uri }) => uri),
];

export const playlistColumns: Columns<Playlist> = [
  column('playlist', ({ name }) => name),
  column('owner', ({ owner }) => owner?.display_name ?? owner?.id),
  column('tracks', ({ items, tracks }) => items?.total ?? tracks?.total),
  column('visible', (row) => (row.public === true ? 'public' : row.public === false ? 'private' : '')),
  column('uri', ({ uri }) => uri),
];

/** The columns of a track, plus the time at which it was played. */
export const playedColumns: Columns<{ readonly track: Track; readonly played_at: string }> = [
  column('played (UTC)', ({ played_at: time }) => minute(time)),
  ...trackColumns.map((one): TableColumn<{ readonly track: Track }> => ({
    ...one,
    textOf: ({ track }, budget) => one.textOf(track, budget),
  })),
];
