import * as z from 'zod';

import { readLimited } from '../../../base/read-limited.ts';
import { ToolError } from '../../../errors.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { equal } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import { allItems, type AllItems } from '../../paging/all-items.ts';
import type { ToolCall } from '../../define.ts';
import { itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { unlessCode } from '../../unless-missing.ts';

const meeting = z.object({ id: z.string(), subject: text });

const transcript = z.object({ id: z.string(), createdDateTime: z.string(), endDateTime: text });

export type Transcript = z.output<typeof transcript>;

/** Maximum size of a transcript, in bytes. Eight hours of speech take about 1 MB. */
const MAX_TRANSCRIPT = 4 << 20;

/**
 * Finds a Teams meeting by its join link. Graph allows only the organiser to look up a meeting, so the error for other
 * callers names `organiser`.
 */
export async function meetingOfLink(
  link: string,
  organiser: string,
  call: ToolCall,
): Promise<z.output<typeof meeting>> {
  const answer = await call
    .graph(read('/me/onlineMeetings', { filter: [equal('JoinWebUrl', link)] }))
    .catch(unlessCode(new Set(['no_access', 'not_found'])));
  const [found] = answer === undefined ? [] : itemsOf(answer, meeting);
  if (found !== undefined) return found;
  throw new ToolError(
    'no_access',
    `Microsoft Graph returns transcripts only to the organiser of the meeting${organiser && `, ${organiser}`}. The link must belong to a Teams meeting in the organiser's calendar.`,
  );
}

/** Reads the transcripts of a meeting, oldest first. All occurrences of a series share one meeting. */
export async function transcriptsOf(meetingId: string, call: ToolCall): Promise<AllItems<Transcript>> {
  const all = await allItems(call, read(path`/me/onlineMeetings/${meetingId}/transcripts`), transcript);
  const items = all.items.toSorted((a, b) => Date.parse(a.createdDateTime) - Date.parse(b.createdDateTime));
  return { ...all, items };
}

/** Downloads a transcript as WebVTT. Graph rejects requests for any other type, and requests without a type. */
export function readVtt(meetingId: string, { id }: Transcript, call: ToolCall): Promise<string> {
  const request: GraphRequest = {
    method: 'GET',
    path: path`/me/onlineMeetings/${meetingId}/transcripts/${id}/content`,
    headers: { accept: 'text/vtt' },
    repeat: 'safe',
  };
  return call.files.read(request, { from: 0 }, async ({ bytes }) => {
    const vtt = await readLimited(bytes, MAX_TRANSCRIPT);
    if (vtt === undefined)
      throw new ToolError('too_large', 'The transcript is larger than 4 MB. Open it in Teams.');
    return vtt.toString('utf8');
  });
}
