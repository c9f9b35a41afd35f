import type { Call } from '../graph-call.ts';
import { GraphError } from '../graph-errors.ts';

/** Throws 412 with this code and message if the request has an If-Match header that matches none of the item's tags. */
export function checkIfMatch(
  call: Call,
  tags: readonly string[],
  { code, message }: { readonly code: string; readonly message: string },
): void {
  const tag = call.header('if-match');
  if (tag !== undefined && tag !== '*' && !tags.includes(tag)) throw new GraphError(412, code, message);
}
