const kinds: Readonly<Record<string, string>> = {
  group: 'group',
  device: 'device',
  servicePrincipal: 'app',
  orgContact: 'contact',
};

/** Returns the kind of a member of a group or role; an empty string for users of the organisation. */
export function kindOfMember(type: string | null | undefined, userType: string | null | undefined): string {
  const [, last = ''] = /\.(\w+)$/.exec(type ?? '') ?? [];
  return kinds[last] ?? (userType === 'Guest' ? 'guest' : '');
}
