import type { Recipient } from './people.ts';
import type { Entity, Store } from './tenant-store.ts';

export type MailboxSettings = {
  readonly timeZone: string;
  readonly workingHours: {
    readonly daysOfWeek: readonly string[];
    readonly startTime: string;
    readonly endTime: string;
  };
  readonly automaticRepliesSetting: {
    readonly status: string;
    readonly internalReplyMessage: string;
    readonly scheduledStartDateTime?: unknown;
    readonly scheduledEndDateTime?: unknown;
  };
  readonly [name: string]: unknown;
};

/** A user or a shared mailbox. Shared mailboxes cannot sign in. */
export type User = Entity & {
  displayName: string;
  mail: string;
  userPrincipalName: string;
  mailNickname: string;
  $manager?: string;
  /** Object ids of the other people who have access to the mailbox. */
  $delegates: readonly string[];
  $settings: MailboxSettings;
  $photo?: boolean;
};

/** A group with channels is a team. */
export type Group = Entity & {
  displayName: string;
  description: string;
  mail: string | null;
  visibility: string;
  $members: readonly string[];
  $owners: readonly string[];
  /** Ids of the groups that are members. */
  $groups?: readonly string[];
};

export function usersOf(tenant: Pick<Store, 'table'>) {
  return tenant.table<User>('/users');
}

export function groupsIn(tenant: Pick<Store, 'table'>) {
  return tenant.table<Group>('/groups');
}

/** Returns a user. Throws RangeError if the user does not exist. */
export function userOf(tenant: Pick<Store, 'table'>, oid: string): User {
  const user = usersOf(tenant).get(oid);
  if (!user) throw new RangeError(`No user has the object id ${oid}.`);
  return user;
}

export function asRecipient(user: User): Recipient {
  return { emailAddress: { name: user.displayName, address: user.mail } };
}
