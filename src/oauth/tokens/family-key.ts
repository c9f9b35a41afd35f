import { digest } from '../../base/sha256.ts';

/** The key of a family. `partition` is the user's. */
export type FamilyKey = { readonly partition: string; readonly id: string };

/** Returns a user's partition, which is the same in every table. */
export function personPartition(person: { readonly tid: string; readonly oid: string }): string {
  return digest(`${person.tid}|${person.oid}`);
}
