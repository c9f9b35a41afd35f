import { digest } from '../../base/sha256.ts';

/** The key of a family: `partition` is the person's. */
export type FamilyKey = { readonly partition: string; readonly id: string };

/** The partition of a person, the same in every table. */
export function personPartition(person: { readonly tid: string; readonly oid: string }): string {
  return digest(`${person.tid}|${person.oid}`);
}
