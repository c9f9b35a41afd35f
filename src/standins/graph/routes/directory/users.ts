import { usersOf } from '../../../tenant/directory.ts';
import { PICTURE_PIXELS, pictureOf } from '../../../tenant/picture.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import type { Tenant } from '../../../tenant/tenant.ts';
import { type Call, ok, type Reply } from '../../graph-call.ts';
import { GraphError, notFound, forbidden } from '../../graph-errors.ts';
import { delta } from '../../odata/delta.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType, type EntityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { licenceStates } from './licence-states.ts';
import { membershipsOf, memberType } from './memberships.ts';

const allUsers = 'User.Read.All User.ReadWrite.All Directory.Read.All';
const profile = needs(
  'User.Read User.ReadWrite User.ReadBasic.All User.Read.All',
  `User.ReadBasic.All ${allUsers}`,
);
const hierarchy = needs(allUsers);
const ownGroups = needs(
  'User.Read GroupMember.Read.All Group.Read.All Directory.Read.All',
  'GroupMember.Read.All Group.Read.All Directory.Read.All',
);
const photo = needs(
  'User.Read User.ReadBasic.All User.Read.All ProfilePhoto.Read.All',
  'User.ReadBasic.All User.Read.All ProfilePhoto.Read.All',
);

/** `User.ReadBasic.All` alone gives access only to other users' names, addresses and pictures. */
export const userType: EntityType = entityType('user', {
  properties: `id businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage
    surname userPrincipalName accountEnabled department companyName city country state streetAddress postalCode
    usageLocation employeeId employeeType userType createdDateTime mailNickname proxyAddresses assignedLicenses
    licenseAssignmentStates aboutMe ageGroup onPremisesSyncEnabled signInActivity externalUserState otherMails faxNumber hireDate identities imAddresses`,
  defaults:
    'businessPhones displayName givenName jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName id',
  private:
    'businessPhones jobTitle mobilePhone officeLocation preferredLanguage accountEnabled department companyName city country usageLocation employeeId userType createdDateTime proxyAddresses assignedLicenses licenseAssignmentStates',
  alwaysId: false,
  search: 'directory',
  order: 'displayName',
  derive: (_call, user) => ({ licenseAssignmentStates: licenceStates(user) }),
  expand: {
    manager: (call, user) => ({ type: userType, row: managerOf(call.tenant, user) }),
    directReports: (call, user) => ({ type: userType, rows: reportsOf(call.tenant, user.id) }),
  },
});

export const groupType: EntityType = entityType('group', {
  properties: `id displayName description mail mailEnabled mailNickname securityEnabled groupTypes visibility
    createdDateTime renewedDateTime resourceProvisioningOptions membershipRule onPremisesSyncEnabled isAssignableToRole classification deletedDateTime proxyAddresses theme`,
  alwaysId: false,
  search: 'directory',
  order: 'displayName',
  expand: {
    members: (call, group) => ({ type: userType, rows: peopleOf(call.tenant, group.$members) }),
    owners: (call, group) => ({ type: userType, rows: peopleOf(call.tenant, group.$owners) }),
  },
});

const organizationType = entityType('organization');
const personType = entityType('person', { pageSize: 10, search: 'people' });

export function peopleOf(tenant: Tenant, oids: unknown): readonly Entity[] {
  const users = usersOf(tenant);
  return Array.isArray(oids) ? oids.flatMap((oid) => users.get(String(oid)) ?? []) : [];
}

function userOf(call: Call): Entity {
  const user = usersOf(call.tenant).get(call.param('user'));
  if (!user) throw notFound('directory', call.param('user'));
  return user;
}

export function groupsOf(tenant: Tenant, oid: string): readonly Entity[] {
  return tenant
    .table('/groups')
    .all()
    .filter((group) => Array.isArray(group.$members) && group.$members.includes(oid));
}

function managerOf(tenant: Tenant, user: Entity): Entity | undefined {
  return typeof user.$manager === 'string' ? usersOf(tenant).get(user.$manager) : undefined;
}

function reportsOf(tenant: Tenant, oid: string): readonly Entity[] {
  return tenant
    .table('/users')
    .all()
    .filter((user) => user.$manager === oid);
}

/** Returns a user's colleagues: the manager, then direct reports, then other members of the user's groups. */
function colleaguesOf(call: Call): readonly Entity[] {
  const user = userOf(call);
  const near = [managerOf(call.tenant, user), ...reportsOf(call.tenant, user.id)];
  const team = groupsOf(call.tenant, user.id).flatMap((group) => peopleOf(call.tenant, group.$members));
  const everybody = new Set([...near, ...team].flatMap((one) => (one && one.id !== user.id ? [one] : [])));
  return [...everybody].map((one, index) => ({
    id: one.id,
    displayName: one.displayName,
    givenName: one.givenName,
    surname: one.surname,
    jobTitle: one.jobTitle,
    department: one.department,
    userPrincipalName: one.userPrincipalName,
    scoredEmailAddresses: [
      { address: one.mail, relevanceScore: 30 - index, selectionLikelihood: 'notSpecified' },
    ],
    personType: { class: 'Person', subclass: 'OrganizationUser' },
  }));
}

const pictureSizes = [48, 64, 96, 120, 240, 360, 432, 504, 648].map((pixels) => `${pixels}x${pixels}`);

function picture(call: Call): Reply {
  if (userOf(call).$photo !== true) throw noPicture();
  return { status: 200, body: pictureOf(call.param('user')), headers: { 'content-type': 'image/png' } };
}

function noPicture(): GraphError {
  return new GraphError(
    404,
    'ImageNotFound',
    "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
  );
}

/** Routes for users, managers, colleagues, pictures and the organisation. */
export const userRoutes: readonly Route[] = [
  route('GET /users', needs(`User.ReadBasic.All ${allUsers}`), (call) => {
    // By default, guests can read individual users but cannot search for users.
    if (usersOf(call.tenant).get(call.me.oid)?.userType === 'Guest') throw forbidden('directory');
    return list(call, userType, usersOf(call.tenant).all());
  }),
  route('GET /users/delta', needs(allUsers), (call) =>
    delta(call, userType, usersOf(call.tenant), { keep: () => true }),
  ),
  route('GET /users/{user}', profile, (call) => one(call, userType, userOf(call))),
  route('GET /users/{user}/manager', hierarchy, (call) => {
    const manager = managerOf(call.tenant, userOf(call));
    if (!manager) throw notFound('directory', 'manager');
    return one(call, userType, manager);
  }),
  route('GET /users/{user}/directReports', hierarchy, (call) =>
    list(call, userType, reportsOf(call.tenant, call.param('user'))),
  ),
  route('GET /users/{user}/people', needs('People.Read People.Read.All', 'People.Read.All'), (call) =>
    list(call, personType, colleaguesOf(call)),
  ),
  route('GET /users/{user}/memberOf', ownGroups, (call) =>
    list(call, memberType, membershipsOf(call, call.param('user'), false)),
  ),
  route('GET /users/{user}/transitiveMemberOf', ownGroups, (call) =>
    list(call, memberType, membershipsOf(call, call.param('user'), true)),
  ),
  route('GET /users/{user}/photo', photo, (call) => {
    if (userOf(call).$photo !== true) throw noPicture();
    return ok({
      id: `${PICTURE_PIXELS}x${PICTURE_PIXELS}`,
      height: PICTURE_PIXELS,
      width: PICTURE_PIXELS,
      '@odata.mediaContentType': 'image/png',
      userId: call.param('user'),
    });
  }),
  route('GET /users/{user}/photo/$value', photo, picture),
  route('GET /users/{user}/photos/{size}/$value', photo, (call) => {
    if (!pictureSizes.includes(call.param('size'))) throw noPicture();
    return picture(call);
  }),
  route(
    'GET /organization',
    needs('User.Read User.Read.All Organization.Read.All Directory.Read.All'),
    (call) => list(call, organizationType, call.tenant.table('/organization').all()),
  ),
];
