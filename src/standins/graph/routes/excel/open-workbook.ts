import { type DriveItem, itemsOf, overwrite } from '../../../tenant/drive.ts';
import { guid } from '../../../tenant/ids.ts';
import type { Entity, Table } from '../../../tenant/tenant-store.ts';
import { readWorkbook } from '../../../workbook/read-workbook.ts';
import { recalculate } from '../../../workbook/recalculate.ts';
import type { Workbook } from '../../../workbook/workbook.ts';
import { writeWorkbook } from '../../../workbook/write-workbook.ts';
import { type Call, noContent, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { driveOf, itemOf } from '../files/drive-item-type.ts';
import * as z from 'zod';

/** A workbook that a client has opened. Without `persistChanges`, the session has its own copy of the content. */
type Session = Entity & {
  readonly $drive: string;
  readonly $item: string;
  readonly persistChanges: boolean;
  readonly $content?: Buffer;
};

const MAX_SESSIONS = 1_000;
const HEADER = 'workbook-session-id';

/** Workbooks that have been opened read-only, keyed by file content. */
const opened = new WeakMap<Buffer, Workbook>();

/** Returns the workbook in the path, opened read-only. */
export function workbookOf(call: Call): Workbook {
  const content = contentOf(call, itemOf(call));
  const known = opened.get(content);
  if (known) return known;
  const workbook = parse(content);
  opened.set(content, workbook);
  return workbook;
}

/** Changes the workbook in the path and stores it as a new version of the file, or in the session. */
export function changeWorkbook<T>(call: Call, change: (workbook: Workbook) => T): T {
  const item = itemOf(call, 'write');
  const workbook = parse(contentOf(call, item));
  const result = change(workbook);
  recalculate(workbook);
  const content = writeWorkbook(workbook);
  const session = sessionOf(call);
  if (session && !session.persistChanges) sessionsOf(call).change(session, { $content: content });
  else overwrite(call.tenant, driveOf(call).id, item, { content, by: call.me.oid });
  return result;
}

function contentOf(call: Call, item: DriveItem): Buffer {
  const content = sessionOf(call)?.$content ?? item.$content;
  if (content === undefined || !/\.xls[xm]$/i.test(item.name)) throw cannotOpen();
  return content;
}

function parse(content: Buffer): Workbook {
  try {
    return readWorkbook(content);
  } catch {
    throw cannotOpen();
  }
}

/** Creates the error for a file that Excel for the web cannot open. Graph gives no further explanation. */
function cannotOpen(): GraphError {
  return new GraphError(403, 'AccessDenied', 'Could not obtain a WAC access token.');
}

function sessionsOf(call: Call): Table<Session> {
  return call.tenant.table<Session>('/workbookSessions');
}

/**
 * Returns the session in the request's header, if any. Throws 404 for a session that has ended or belongs to another
 * workbook.
 */
function sessionOf(call: Call): Session | undefined {
  const id = call.header(HEADER);
  if (id === undefined) return undefined;
  const session = sessionsOf(call).get(id);
  if (session?.$drive === driveOf(call).id && session.$item === itemOf(call).id) return session;
  throw new GraphError(404, 'InvalidSession', 'The session specified in the request does not exist.');
}

export function createSession(call: Call): Reply {
  const { persistChanges } = readBody(call, z.object({ persistChanges: z.boolean() }));
  const item = itemOf(call, persistChanges ? 'write' : 'read');
  workbookOf(call);
  const sessions = sessionsOf(call);
  const [oldest] = sessions.all();
  if (oldest && sessions.all().length >= MAX_SESSIONS) sessions.remove(oldest.id);
  const id = `session=${guid(call.tenant.serial('session'))}`;
  const stored = itemsOf(call.tenant, driveOf(call).id).get(item.id);
  sessions.put({
    id,
    persistChanges,
    $drive: driveOf(call).id,
    $item: item.id,
    ...(!persistChanges && stored?.$content && { $content: stored.$content }),
  });
  return { status: 201, body: { id, persistChanges } };
}

export function closeSession(call: Call): Reply {
  const session = sessionOf(call);
  if (!session) throw badRequest('The workbook-session-id header is missing.', 'InvalidSession');
  sessionsOf(call).remove(session.id);
  return noContent();
}

export function refreshSession(call: Call): Reply {
  if (!sessionOf(call)) throw badRequest('The workbook-session-id header is missing.', 'InvalidSession');
  return noContent();
}
