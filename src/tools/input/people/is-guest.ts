type Kinds = {
  readonly userType?: string | null | undefined;
  readonly userPrincipalName?: string | null | undefined;
};

/**
 * Whether a user is a guest. Reading `userType` requires more than the basic permission. If `userType` is missing,
 * users whose account belongs to another organisation count as guests.
 */
export function isGuest({ userType, userPrincipalName }: Kinds): boolean {
  return userType ? userType === 'Guest' : isExternal({ userPrincipalName });
}

/** Whether a user signs in with an account of another organisation. Such a user can be a member instead of a guest. */
export function isExternal({ userPrincipalName }: Kinds): boolean {
  return /#EXT#/i.test(userPrincipalName ?? '');
}
