import type { Recipient } from './people.ts';
import type { Entity, Store } from './store.ts';

/** The settings of a mailbox. */
export type MailboxSettings = {
  readonly timeZone: string;
  readonly workingHours: {
    readonly daysOfWeek: readonly string[];
    readonly startTime: string;
    readonly endTime: string;
  };
  readonly automaticRepliesSetting: { readonly status: string; readonly internalReplyMessage: string };
  readonly [name: string]: unknown;
};

/** A user, or a shared mailbox, which is one that nobody signs in to. */
export type User = Entity & {
  displayName: string;
  mail: string;
  userPrincipalName: string;
  mailNickname: string;
  $manager?: string;
  /** Who may open the mailbox besides its owner. */
  $delegates: readonly string[];
  $settings: MailboxSettings;
  $photo?: boolean;
};

/** A group; a team where it has channels. */
export type Group = Entity & {
  displayName: string;
  description: string;
  mail: string | null;
  visibility: string;
  $members: readonly string[];
  $owners: readonly string[];
};

/** Every user of the tenant. */
export function usersOf(tenant: Pick<Store, 'table'>) {
  return tenant.table<User>('/users');
}

/** Every group of the tenant. */
export function groupsIn(tenant: Pick<Store, 'table'>) {
  return tenant.table<Group>('/groups');
}

/** A user that is known to exist. */
export function userOf(tenant: Pick<Store, 'table'>, oid: string): User {
  const user = usersOf(tenant).get(oid);
  if (!user) throw new RangeError(`No user has the id ${oid}.`);
  return user;
}

/** A user as a name and an address. */
export function asRecipient(user: User): Recipient {
  return { emailAddress: { name: user.displayName, address: user.mail } };
}
