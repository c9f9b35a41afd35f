import * as z from 'zod';
import { usersOf } from '../../../tenant/directory.ts';
import { guid } from '../../../tenant/ids.ts';
import { addCalendar } from '../../../tenant/rows/calendar-rows.ts';
import { addOneDrive } from '../../../tenant/rows/library-rows.ts';
import { addUser, mailboxSettings } from '../../../tenant/rows/user-rows.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { badRequest } from '../../graph-errors.ts';
import { one } from '../../odata/collection.ts';
import { needs, type Route, route } from '../../router.ts';
import { requireRole } from './role-access.ts';
import { userType } from './users.ts';

const userInput = z.looseObject({
  accountEnabled: z.boolean(),
  displayName: z.string().min(1).max(256),
  mailNickname: z.string().regex(/^[^\s@()[\]\\";:<>,]{1,64}$/),
  userPrincipalName: z.string().max(113),
  passwordProfile: z.looseObject({ password: z.string().min(8) }),
  jobTitle: z.string().max(128).nullish(),
  department: z.string().max(64).nullish(),
  officeLocation: z.string().max(128).nullish(),
  country: z.string().max(128).nullish(),
  mobilePhone: z.string().max(64).nullish(),
});

/**
 * Creates a user with an empty mailbox and OneDrive. The user cannot sign in, because the Entra stand-in has its own
 * list of users.
 */
function createUser(call: Call): Reply {
  requireRole(call, ['User Administrator']);
  const input = readBody(call, userInput);
  const address = input.userPrincipalName.toLowerCase();
  const { domain, name: company } = call.tenant.company;
  if (!address.endsWith(`@${domain}`) || address.length === domain.length + 1)
    throw badRequest(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
      'Request_BadRequest',
    );
  if (call.tenant.userId(address) !== undefined)
    throw badRequest(
      'Another object with the same value for property userPrincipalName already exists.',
      'Request_BadRequest',
    );
  const oid = guid(call.tenant.serial('user'));
  addUser(call.tenant, {
    oid,
    alias: input.mailNickname,
    name: input.displayName,
    address,
    title: input.jobTitle ?? '',
    department: input.department ?? '',
    office: input.officeLocation ?? '',
    country: input.country ?? '',
    mobile: input.mobilePhone ?? undefined,
    company,
    isGuest: false,
    isEnabled: input.accountEnabled,
    delegates: [],
    licences: [],
    settings: mailboxSettings('UTC'),
  });
  addCalendar(call.tenant, oid, input.displayName);
  addOneDrive(call.tenant, { oid, alias: input.mailNickname });
  return one(call, userType, usersOf(call.tenant).get(oid)!, 201);
}

export const createUserRoute: Route = route(
  'POST /users',
  needs('User.ReadWrite.All Directory.ReadWrite.All'),
  createUser,
);
