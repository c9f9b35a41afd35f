import { type Call, type Handler } from '../../graph-call.ts';
import { forbidden } from '../../graph-errors.ts';
import { list } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { needs, type Route, route } from '../../router.ts';
import { memberType } from './memberships.ts';
import { requireRole } from './role-access.ts';
import type { Entity } from '../../../tenant/tenant-store.ts';
import { notFound } from '../../graph-errors.ts';

const readApplications = needs('Application.Read.All Application.ReadWrite.All Directory.Read.All');
const readRoles = needs(
  'RoleManagement.Read.Directory RoleManagement.ReadWrite.Directory Directory.Read.All',
);
const readPolicies = needs('Policy.Read.All Policy.ReadWrite.ConditionalAccess');

const applicationType = entityType('application', { search: 'directory', alwaysId: false });
const principalType = entityType('servicePrincipal', { search: 'directory', alwaysId: false });
/** Graph supports neither paging nor searching for roles and their members. */
const roleType = entityType('directoryRole', {
  alwaysId: false,
  unsupported: ['$top', '$skip', '$search', '$count', '$orderby'],
});
const roleMemberType = { ...memberType, pageSize: 1_000, unsupported: ['$top', '$skip', '$orderby'] };
const policyType = entityType('conditionalAccessPolicy');

const tableOf =
  (path: string, type: typeof applicationType): Handler =>
  (call) =>
    list(call, type, call.tenant.table(path).all());

/** Lists the members of a role: users, role-assignable groups and applications. */
const listRoleMembers: Handler = (call) => {
  const role = call.tenant.table('/directoryRoles').get(call.param('role'));
  if (!role) throw notFound('directory', call.param('role'));
  const members = (role.$members as readonly string[]).flatMap((id) => memberById(call, id) ?? []);
  return list(call, roleMemberType, members);
};

function memberById({ tenant }: Call, id: string): Entity | undefined {
  const tables = { user: '/users', group: '/groups', servicePrincipal: '/servicePrincipals' };
  for (const [type, path] of Object.entries(tables)) {
    const row = tenant.table(path).get(id);
    if (row !== undefined) return { ...row, '@odata.type': `#microsoft.graph.${type}` };
  }
  return undefined;
}

function listPolicies(call: Call) {
  requireRole(
    call,
    ['Global Reader', 'Security Reader', 'Security Administrator', 'Conditional Access Administrator'],
    () => forbidden('policies'),
  );
  const path = '/identity/conditionalAccess/policies';
  return list(call, policyType, call.tenant.table(path).all());
}

/** Routes for applications, directory roles and Conditional Access policies. */
export const administrationRoutes: readonly Route[] = [
  route('GET /applications', readApplications, tableOf('/applications', applicationType)),
  route('GET /servicePrincipals', readApplications, tableOf('/servicePrincipals', principalType)),
  route('GET /directoryRoles', readRoles, tableOf('/directoryRoles', roleType)),
  route('GET /directoryRoles/{role}/members', readRoles, listRoleMembers),
  route('GET /identity/conditionalAccess/policies', readPolicies, listPolicies),
];
