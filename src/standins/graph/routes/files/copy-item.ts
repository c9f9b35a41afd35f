import * as z from 'zod';
import {
  childNamed,
  copyItem,
  type Drive,
  type DriveItem,
  isWithin,
  itemsOf,
  rootOf,
} from '../../../tenant/drive.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, notFound } from '../../graph-errors.ts';
import type { Job } from '../../content/transfers.ts';
import { driveOf, isMember, itemOf } from './drive-item-type.ts';
import { destination, nameTaken, requireName, writeFiles } from './item-rules.ts';

/** Number of items copied between two polls of a copy's status. */
const ITEMS_PER_POLL = 5;

/**
 * Copies an item immediately but, like Graph, responds with 202 and a URL for monitoring the copy. The copy appears to
 * run longer if it has more items. Only the monitoring URL reports a name conflict.
 */
export function copy(call: Call): Reply {
  const item = itemOf(call);
  const input = readBody(
    call,
    z.object({ parentReference: destination.optional(), name: z.string().optional() }),
  );
  const { drive, folder } = copyTarget(call, item, input.parentReference);
  const name = input.name ?? item.name;
  requireName(name);
  if (childNamed(call.tenant, drive, folder.id, name)) return monitored(call, { failed: nameTaken() });
  const source = driveOf(call).id;
  // Without this check, copying a folder into itself would never end.
  if (source === drive && isWithin(call.tenant, drive, folder, item.id))
    throw badRequest('An item cannot be copied into itself.', 'invalidRequest');
  const count = itemsOf(call.tenant, source)
    .all()
    .filter((one) => isWithin(call.tenant, source, one, item.id)).length;
  const created = copyItem(
    call.tenant,
    { drive: source, item },
    { drive, folder: folder.id, name, by: call.me.oid },
  );
  return monitored(call, { done: created.id, polls: Math.ceil(count / ITEMS_PER_POLL) });
}

function monitored(call: Call, job: Job): Reply {
  return { status: 202, headers: { location: call.transfers.monitorUrl(job) } };
}

/**
 * Returns the folder for a copy. Throws 404 if the caller has no access to the target drive, and 403 if the token lacks
 * the necessary scope.
 */
function copyTarget(
  call: Call,
  item: DriveItem,
  reference: z.output<typeof destination> | undefined,
): { readonly drive: string; readonly folder: DriveItem } {
  const target = call.tenant.table<Drive>('/drives').get(reference?.driveId ?? driveOf(call).id);
  if (!target || !isMember(target, call.me.oid)) throw notFound('files');
  const isOwn = target.$owner === call.me.oid;
  if (!isOwn && !writeFiles.others.some((scope) => call.me.scopes.includes(scope))) throw forbidden('files');
  return { drive: target.id, folder: folderIn(call, target.id, reference?.id ?? item.$parent, reference) };
}

/**
 * Returns the destination folder of a copy. A copy to another drive without a folder id goes to the root of that drive.
 */
function folderIn(
  call: Call,
  drive: string,
  id: string | undefined,
  reference: z.output<typeof destination> | undefined,
): DriveItem {
  const folder = itemsOf(call.tenant, drive).get(id ?? '');
  if (!folder && reference?.id !== undefined) throw notFound('files');
  if (folder?.$content) throw badRequest('The destination is not a folder.', 'invalidRequest');
  return folder ?? rootOf(call.tenant, drive);
}
