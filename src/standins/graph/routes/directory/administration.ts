import * as z from 'zod';
import { guid } from '../../../tenant/ids.ts';
import { usersOf } from '../../../tenant/directory.ts';
import { type Call, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, forbidden, notFound } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType, type EntityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { userType } from './users.ts';

/** Read-only collections, the scopes for reading them, and whether reading requires an administrator. */
const collections: readonly (readonly [
  path: `/${string}`,
  type: EntityType,
  scopes: string,
  administrators: boolean,
])[] = [
  [
    '/applications',
    entityType('application', { search: 'directory', alwaysId: false }),
    'Application.Read.All Application.ReadWrite.All Directory.Read.All',
    false,
  ],
  [
    '/servicePrincipals',
    entityType('servicePrincipal', { search: 'directory', alwaysId: false }),
    'Application.Read.All Application.ReadWrite.All Directory.Read.All',
    false,
  ],
  [
    '/directoryRoles',
    entityType('directoryRole'),
    'RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory Directory.Read.All',
    false,
  ],
  [
    '/subscribedSkus',
    entityType('subscribedSku'),
    'LicenseAssignment.Read.All LicenseAssignment.ReadWrite.All Organization.Read.All Directory.Read.All',
    false,
  ],
  [
    '/auditLogs/signIns',
    entityType('signIn', { order: 'createdDateTime desc', maxTop: 1000 }),
    'AuditLog.Read.All',
    true,
  ],
  [
    '/auditLogs/directoryAudits',
    entityType('directoryAudit', { order: 'activityDateTime desc', maxTop: 1000 }),
    'AuditLog.Read.All',
    true,
  ],
  [
    '/identity/conditionalAccess/policies',
    entityType('conditionalAccessPolicy'),
    'Policy.Read.All Policy.ReadWrite.ConditionalAccess',
    true,
  ],
  [
    '/deviceManagement/managedDevices',
    entityType('managedDevice'),
    'DeviceManagementManagedDevices.Read.All DeviceManagementManagedDevices.ReadWrite.All',
    true,
  ],
];

/** Throws 403 unless the caller has a directory role. Some operations require one in addition to the scopes. */
export function requireAdministrator(call: Call): void {
  const holders = call.tenant
    .table('/directoryRoles')
    .all()
    .flatMap((role) => role.$members as readonly string[]);
  if (!holders.includes(call.me.oid)) throw forbidden('directory');
}

const inviteInput = z.looseObject({
  invitedUserEmailAddress: z.email(),
  inviteRedirectUrl: z.url(),
  invitedUserDisplayName: z.string().optional(),
  sendInvitationMessage: z.boolean().optional(),
});

function invite(call: Call): Reply {
  const input = readBody(call, inviteInput);
  const id = guid(call.tenant.serial('guest'));
  return one(
    call,
    entityType('invitation'),
    {
      ...input,
      id: guid(call.tenant.serial('invitation')),
      inviteRedeemUrl: `https://login.${call.tenant.company.domain}/redeem?user=${id}`,
      status: 'PendingAcceptance',
      invitedUser: { id },
    },
    201,
  );
}

const licenceInput = z.object({
  addLicenses: z.array(z.looseObject({ skuId: z.string() })),
  removeLicenses: z.array(z.string()),
});

function assignLicense(call: Call): Reply {
  requireAdministrator(call);
  const user = usersOf(call.tenant).get(call.param('user'));
  if (!user) throw notFound('directory', call.param('user'));
  const { addLicenses, removeLicenses } = readBody(call, licenceInput);
  const validIds = new Set(
    call.tenant
      .table('/subscribedSkus')
      .all()
      .map((sku) => sku.skuId),
  );
  const wrong = addLicenses.find(({ skuId }) => !validIds.has(skuId));
  if (wrong)
    throw badRequest(
      `License ${wrong.skuId} does not correspond to a valid company License.`,
      'Request_BadRequest',
    );
  const remaining = ((user.assignedLicenses ?? []) as { skuId: string }[]).filter(
    ({ skuId }) => !removeLicenses.includes(skuId),
  );
  const assignedLicenses = [...remaining, ...addLicenses.map(({ skuId }) => ({ disabledPlans: [], skuId }))];
  return one(call, userType, usersOf(call.tenant).change(user, { assignedLicenses }));
}

/** Routes for applications, roles, licences, logs, policies, devices and guests. */
export const administrationRoutes: readonly Route[] = [
  ...collections.map(([path, type, scopes, administrators]) =>
    route(`GET ${path}`, needs(scopes), (call) => {
      if (administrators) requireAdministrator(call);
      return list(call, type, call.tenant.table(path).all());
    }),
  ),
  route('POST /invitations', needs('User.Invite.All User.ReadWrite.All Directory.ReadWrite.All'), invite),
  route(
    'POST /users/{user}/assignLicense',
    needs('LicenseAssignment.ReadWrite.All User.ReadWrite.All Directory.ReadWrite.All'),
    assignLicense,
  ),
];
