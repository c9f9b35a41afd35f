import { isGuest } from '../../input/people/is-guest.ts';

const kinds: Readonly<Record<string, string>> = {
  group: 'group',
  device: 'device',
  servicePrincipal: 'app',
  orgContact: 'contact',
};

type Member = Parameters<typeof isGuest>[0] & { readonly '@odata.type'?: string | null | undefined };

/** Returns the kind of a member of a group or role; an empty string for users of the organisation. */
export function kindOfMember(member: Member): string {
  const [, last = ''] = /\.(\w+)$/.exec(member['@odata.type'] ?? '') ?? [];
  return kinds[last] ?? (isGuest(member) ? 'guest' : '');
}
