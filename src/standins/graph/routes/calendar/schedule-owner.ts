import { type Event, viewOf } from '../../../tenant/calendar.ts';
import { usersOf } from '../../../tenant/directory.ts';
import { mailboxesOf } from '../../../tenant/mailbox.ts';
import type { Tenant } from '../../../tenant/tenant.ts';

/** The person, group or room whose free/busy times are requested. */
export type ScheduleOwner = {
  /** Undefined for groups and rooms. */
  readonly oid: string | undefined;
  readonly isGroup: boolean;
  /** Returns the busy events between two instants. */
  readonly busy: (from: number, to: number) => readonly Event[];
};

/** Finds the person, group or room with an address. Returns undefined if the address does not exist. */
export function scheduleOwner(tenant: Tenant, address: string): ScheduleOwner | undefined {
  const oid = tenant.userId(address);
  if (oid !== undefined) return { oid, isGroup: false, busy: (from, to) => busyOf(tenant, oid, from, to) };
  const members = mailboxesOf(tenant, address);
  if (members.length > 0)
    return {
      oid,
      isGroup: true,
      busy: (from, to) => members.flatMap((member) => busyOf(tenant, member, from, to)),
    };
  const isRoom = tenant
    .table('/places')
    .all()
    .some((room) => isSame(room['emailAddress'], address));
  return isRoom
    ? { oid, isGroup: false, busy: (from, to) => meetingsIn(tenant, address, from, to) }
    : undefined;
}

export function busyOf(tenant: Tenant, oid: string, from: number, to: number): readonly Event[] {
  return viewOf(tenant, oid, from, to).filter((event) => event.showAs !== 'free' && !event.isCancelled);
}

/**
 * Returns the meetings to which a room is invited. A room accepts every invitation and has no calendar in the stand-in.
 */
function meetingsIn(tenant: Tenant, room: string, from: number, to: number): readonly Event[] {
  return usersOf(tenant)
    .all()
    .flatMap(({ id }) => viewOf(tenant, id, from, to))
    .filter(
      ({ isOrganizer, isCancelled, attendees }) =>
        isOrganizer && !isCancelled && attendees.some((one) => isSame(one.emailAddress.address, room)),
    );
}

function isSame(one: unknown, other: string): boolean {
  return typeof one === 'string' && one.toLowerCase() === other.toLowerCase();
}
