import * as z from 'zod';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { type Call, ok, readBody } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { needs, type Route, route } from '../../router.ts';
import { usersOf } from '../../../tenant/directory.ts';

const moment = z.object({ dateTime: z.string(), timeZone: z.string() });

const statusInput = z.object({
  statusMessage: z.strictObject({
    message: z.strictObject({ content: z.string().max(280), contentType: z.literal('text') }),
    expiryDateTime: moment.nullish(),
  }),
});

type StatusMessage = z.infer<typeof statusInput>['statusMessage'] & { readonly publishedDateTime?: string };

/** Returns a user's presence. Other users cannot see when the status message was set and when it expires. */
function presenceOf(call: Call, oid: string): Entity {
  const { statusMessage, ...stored } = call.tenant.table('/presence').get(oid) ?? { id: oid };
  return {
    availability: 'Available',
    activity: 'Available',
    outOfOfficeSettings: { message: null, isOutOfOffice: false },
    ...stored,
    id: oid,
    statusMessage: shownMessage(call, oid, statusMessage as StatusMessage | undefined),
  };
}

function shownMessage(call: Call, oid: string, given: StatusMessage | undefined): unknown {
  if (!given || given.message.content === '') return null;
  const end = given.expiryDateTime;
  const zone = end && call.tenant.zone(end.timeZone);
  if (end && zone && zone.instant(end.dateTime.slice(0, 19)) <= call.tenant.now().getTime()) return null;
  return oid === call.me.oid ? given : { message: given.message };
}

const idsInput = z.object({ ids: z.array(z.string()).min(1).max(650) });

export const presenceRoutes: readonly Route[] = [
  route('GET /users/{user}/presence', needs('Presence.Read Presence.Read.All', 'Presence.Read.All'), (call) =>
    ok(presenceOf(call, call.param('user'))),
  ),
  route('POST /communications/getPresencesByUserId', needs('Presence.Read.All'), (call) => {
    const { ids } = readBody(call, idsInput);
    const known = ids.filter((id) => usersOf(call.tenant).get(id) !== undefined);
    return ok({ value: known.map((id) => presenceOf(call, id)) });
  }),
  route(
    'POST /users/{user}/presence/setStatusMessage',
    needs('Presence.ReadWrite', 'Presence.ReadWrite.All'),
    (call) => {
      const { statusMessage } = readBody(call, statusInput);
      const end = statusMessage.expiryDateTime;
      if (end && call.tenant.zone(end.timeZone) === undefined)
        throw badRequest('The time zone of expiryDateTime is not supported.', 'BadRequest');
      const published = { dateTime: call.tenant.now().toISOString(), timeZone: 'UTC' };
      const table = call.tenant.table('/presence');
      const id = call.param('user');
      table.put({ ...table.get(id), id, statusMessage: { ...statusMessage, publishedDateTime: published } });
      return { status: 200 };
    },
  ),
];
