import { flag, text } from '../../output/graph-schema.ts';
import { rowOf } from '../../output/row.ts';
import { listOf } from '../../output/words.ts';
import { isGuest } from '../../input/people/is-guest.ts';

/** A directory user, as shown in lists of people. */
export const userRow = rowOf({
  displayName: text,
  mail: text,
  userPrincipalName: text,
  jobTitle: text,
  department: text,
  accountEnabled: flag,
  userType: text,
});

export const userColumns = [
  userRow.column('name', ['displayName'], (row) => row.displayName),
  userRow.column('address', ['mail', 'userPrincipalName'], (row) => row.mail || row.userPrincipalName),
  userRow.column('title', ['jobTitle'], (row) => row.jobTitle),
  userRow.column('department', ['department'], (row) => row.department),
  userRow.column('flags', ['accountEnabled', 'userType', 'userPrincipalName'], (row) =>
    listOf(row.accountEnabled === false && 'disabled', isGuest(row) && 'guest'),
  ),
];
