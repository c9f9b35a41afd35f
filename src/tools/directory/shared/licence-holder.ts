import * as z from 'zod';

import { text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';
import { labelOf } from '../../output/person.ts';

export const licenceHolder = z.object({
  displayName: text,
  mail: text,
  userPrincipalName: text,
  usageLocation: text,
  assignedLicenses: z.array(z.object({ skuId: z.string() })).nullish(),
  licenseAssignmentStates: z.array(z.object({ skuId: text, assignedByGroup: text })).nullish(),
});

export type LicenceHolder = z.output<typeof licenceHolder>;

/** Returns the ids of the groups through which a user has a licence. */
export function groupsWith(
  sku: string,
  { licenseAssignmentStates: states }: LicenceHolder,
): readonly string[] {
  return (states ?? []).flatMap(({ skuId, assignedByGroup }) =>
    skuId === sku && assignedByGroup ? [assignedByGroup] : [],
  );
}

/**
 * Whether a licence is assigned to the user directly, not only through a group. If Graph returned no details, the
 * licence counts as directly assigned, because Graph itself checks the change.
 */
export function isDirect(sku: string, { licenseAssignmentStates: states }: LicenceHolder): boolean {
  const ways = (states ?? []).filter(({ skuId }) => skuId === sku);
  return ways.length === 0 || ways.some(({ assignedByGroup }) => !assignedByGroup);
}

/** Returns a phrase that identifies groups by their ids. */
export function nameGroups(ids: readonly string[]): string {
  const shown = [...new Set(ids)].map((id) => cell(id)).join(', ');
  return shown.includes(',') ? `the groups with the ids ${shown}` : `the group with the id ${shown}`;
}

/** Returns the name and address, cleaned for output. */
export function describeHolder({ displayName, mail, userPrincipalName }: LicenceHolder): string {
  return labelOf(displayName, mail || userPrincipalName);
}
