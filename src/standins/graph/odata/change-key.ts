import type { Entity } from '../../tenant/tenant-store.ts';
import type { Call } from '../graph-call.ts';
import { checkIfMatch } from './if-match.ts';
import { etagOf } from './shape-row.ts';

/** Throws Outlook's 412 if the request has an If-Match header that does not match the message or event. */
export function checkChangeKey(call: Call, row: Entity): void {
  checkIfMatch(call, [etagOf(row)], {
    code: 'ErrorIrresolvableConflict',
    message:
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  });
}
