/**
 * Whether a user is a guest. Reading `userType` requires more than the basic permission, so it can be missing; the
 * sign-in name of an invited guest contains `#EXT#`.
 */
export function isGuest({
  userType,
  userPrincipalName,
}: {
  readonly userType?: string | null | undefined;
  readonly userPrincipalName?: string | null | undefined;
}): boolean {
  return userType === 'Guest' || /#EXT#/i.test(userPrincipalName ?? '');
}
