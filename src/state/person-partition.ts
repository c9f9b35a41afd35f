import { digest } from '../base/sha256.ts';

/** Returns a user's partition, which is the same in every table. */
export function personPartition(person: { readonly tid: string; readonly oid: string }): string {
  return digest(`${person.tid}|${person.oid}`);
}
