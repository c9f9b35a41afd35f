import * as z from 'zod';

import type { ToolCall } from '../../define.ts';
import { cell } from '../../output/untrusted.ts';
import { artistsOf, clockOf, track } from './spotify-data.ts';
import { bodyAs } from './spotify-page.ts';

const playback = z.object({
  is_playing: z.boolean(),
  progress_ms: z.number().nullish(),
  currently_playing_type: z.string().nullish(),
  device: z.object({ name: z.string().nullish(), type: z.string().nullish() }).nullish(),
  // Podcast episodes have a show instead of artists.
  item: track
    .extend({ show: z.object({ name: z.string().nullish() }).nullish() })
    .nullish()
    .catch(null),
});

/** Describes what is playing in one line. */
export async function describePlayback(call: ToolCall): Promise<string> {
  const { body } = await call.linked.send({
    method: 'GET',
    path: '/me/player',
    // Without this parameter, Spotify omits the item while an episode is playing.
    query: { additional_types: 'track,episode' },
  });
  if (body === undefined) return 'Nothing is playing, and no device is active.';
  const {
    is_playing: isPlaying,
    item,
    device,
    progress_ms: progress,
    currently_playing_type: type,
  } = bodyAs(playback, body);
  const where = device?.name ? ` on ${cell(device.name)} (${cell(device.type ?? 'device')})` : '';
  if (item === null || item === undefined)
    return `${isPlaying ? 'Playing' : 'Paused'}${where}: ${cell(type ?? 'something')} (Spotify does not return its name).`;
  const at = `${clockOf(progress)} of ${clockOf(item.duration_ms)}`;
  const from = item.show?.name ? `from ${cell(item.show.name)}` : `by ${cell(artistsOf(item))}`;
  return `${isPlaying ? 'Playing' : 'Paused'}${where}: "${cell(item.name ?? '')}" ${from}, ${at}, ${cell(item.uri)}`;
}

const devices = z.object({
  devices: z.array(z.object({ id: z.string().nullish(), name: z.string().nullish() })),
});

/** Returns the devices that can be controlled. */
export async function devicesOf(call: ToolCall): Promise<readonly { id: string; name: string }[]> {
  const { body } = await call.linked.send({ method: 'GET', path: '/me/player/devices' });
  return bodyAs(devices, body).devices.flatMap(({ id, name }) => (id ? [{ id, name: name ?? '' }] : []));
}
