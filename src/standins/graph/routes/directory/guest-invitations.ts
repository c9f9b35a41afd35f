import * as z from 'zod';
import { type User, usersOf } from '../../../tenant/directory.ts';
import { guid } from '../../../tenant/ids.ts';
import { addUser, mailboxSettings } from '../../../tenant/rows/user-rows.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, GraphError } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { requireRole } from './role-access.ts';

const invitationType = entityType('invitation');

const input = z.looseObject({
  invitedUserEmailAddress: z.email(),
  inviteRedirectUrl: z.url(),
  invitedUserDisplayName: z.string().optional(),
  sendInvitationMessage: z.boolean().optional(),
  invitedUserMessageInfo: z.looseObject({ customizedMessageBody: z.string().nullish() }).optional(),
});

/** Adds a guest. An existing guest is invited again. */
function invite(call: Call): Reply {
  const company = call.tenant.table('/organization').all()[0];
  if (company?.$guestInvites === 'adminsAndGuestInviters')
    requireRole(
      call,
      ['Guest Inviter', 'User Administrator'],
      () =>
        new GraphError(
          403,
          'Forbidden',
          'Guest invitations not allowed for your company. Contact your company administrator for more details.',
        ),
    );
  const given = readBody(call, input);
  const address = given.invitedUserEmailAddress.toLowerCase();
  const known = call.tenant.userId(address);
  const existing = known === undefined ? undefined : usersOf(call.tenant).get(known);
  if (existing && existing.userType !== 'Guest')
    throw badRequest(
      `The invited user already exists in the directory as object ID: ${existing.id}. They can use that account to sign in to shared apps and resources.`,
    );
  const guest = existing ?? addGuest(call, address, given.invitedUserDisplayName);
  return one(
    call,
    invitationType,
    {
      ...given,
      id: guid(call.tenant.serial('invitation')),
      inviteRedeemUrl: `https://login.${call.tenant.company.domain}/redeem?user=${guest.id}`,
      status: 'PendingAcceptance',
      invitedUser: { id: guest.id },
    },
    201,
  );
}

function addGuest(call: Call, address: string, name = address.split('@')[0] ?? ''): User {
  const { domain } = call.tenant.company;
  const oid = guid(call.tenant.serial('guest'));
  addUser(call.tenant, {
    oid,
    alias: address.replaceAll(/[^a-z0-9]/g, '_'),
    name,
    address,
    title: '',
    department: '',
    office: '',
    country: '',
    company: '',
    isGuest: true,
    isEnabled: true,
    delegates: [],
    licences: [],
    settings: mailboxSettings('UTC'),
  });
  const guest = usersOf(call.tenant).get(oid)!;
  return usersOf(call.tenant).change(guest, {
    userPrincipalName: `${address.replace('@', '_')}#EXT#@${domain}`,
    externalUserState: 'PendingAcceptance',
  });
}

export const guestInvitationRoutes: readonly Route[] = [
  route('POST /invitations', needs('User.Invite.All User.ReadWrite.All Directory.ReadWrite.All'), invite),
];
