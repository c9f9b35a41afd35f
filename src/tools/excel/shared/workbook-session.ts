import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { suffices } from '../../../graph/permissions.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf } from '../../output/graph-data.ts';
import type { Workbook } from './find-workbook.ts';

const session = z.object({ id: z.string().max(2_000) });

/**
 * Runs several requests for a workbook in one session, so that Excel opens the workbook only once. Without the
 * permission for sessions, or if no session can be opened, the requests are sent without a session.
 */
export async function inSession<T>(
  workbook: Workbook,
  call: ToolCall,
  { persistChanges }: { readonly persistChanges: boolean },
  act: (workbook: Workbook) => Promise<T>,
): Promise<T> {
  const id = await openSession(workbook, call, persistChanges);
  if (id === undefined) return act(workbook);
  const headers = { 'workbook-session-id': id };
  try {
    return await act({ ...workbook, headers });
  } finally {
    await unlessFailed(
      call.graph({
        method: 'POST',
        path: `${workbook.path}/closeSession`,
        headers,
        body: {},
        repeat: 'safe',
      }),
    );
  }
}

async function openSession(
  { path }: Workbook,
  call: ToolCall,
  persistChanges: boolean,
): Promise<string | undefined> {
  if (!suffices(await call.grantedScopes(), 'Files.ReadWrite')) return undefined;
  const answer = await unlessFailed(
    call.graph({
      method: 'POST',
      path: `${path}/createSession`,
      body: { persistChanges },
      repeat: 'safe',
    }),
  );
  return answer && entityOf(answer, session).id;
}

/**
 * Returns undefined if the request fails. Sessions only save time and expire after some minutes, so the call can
 * continue.
 */
async function unlessFailed<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}
