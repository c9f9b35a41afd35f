import { digest } from '../../base/sha256.ts';

/** Where a family is found: the tokens of one sign-in, in the partition of the person. */
export type FamilyKey = { readonly partition: string; readonly id: string };

/** The partition of a person in every table. */
export function personPartition(person: { readonly tid: string; readonly oid: string }): string {
  return digest(`${person.tid}|${person.oid}`);
}
