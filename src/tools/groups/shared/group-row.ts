import * as z from 'zod';

import { flag, text } from '../../output/graph-schema.ts';
import { rowOf } from '../../output/row.ts';
import { listOf } from '../../output/words.ts';

const names = z.array(z.string()).nullish();

/** A group in the directory, as shown in lists of groups. */
export const groupRow = rowOf({
  displayName: text,
  mail: text,
  groupTypes: names,
  mailEnabled: flag,
  securityEnabled: flag,
  resourceProvisioningOptions: names,
  visibility: text,
  isAssignableToRole: flag,
});

type Kinds = {
  readonly groupTypes?: readonly string[] | null | undefined;
  readonly mailEnabled?: boolean | null | undefined;
  readonly securityEnabled?: boolean | null | undefined;
  readonly resourceProvisioningOptions?: readonly string[] | null | undefined;
};

/** Returns the kind of a group. Microsoft 365 groups have a mailbox, and include teams. */
export function kindOfGroup(group: Kinds): string {
  if (group.resourceProvisioningOptions?.includes('Team')) return 'team';
  if (group.groupTypes?.includes('Unified')) return 'Microsoft 365';
  if (group.mailEnabled === true) return group.securityEnabled === true ? 'mail security' : 'distribution';
  return 'security';
}

export const nameColumn = groupRow.column('name', ['displayName'], (row) => row.displayName);
export const addressColumn = groupRow.column('address', ['mail'], (row) => row.mail, { longest: 320 });

const kindProperties = [
  'groupTypes',
  'mailEnabled',
  'securityEnabled',
  'resourceProvisioningOptions',
] as const;

export const kindColumn = groupRow.column('kind', kindProperties, kindOfGroup);

export const flagsColumn = groupRow.column(
  'flags',
  ['visibility', 'groupTypes', 'isAssignableToRole'],
  (row) =>
    listOf(
      /^(?:Private|HiddenMembership)$/.test(row.visibility ?? '') && 'private',
      row.groupTypes?.includes('DynamicMembership') && 'dynamic',
      row.isAssignableToRole === true && 'can have roles',
    ),
);
