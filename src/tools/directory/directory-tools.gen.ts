// Written by `npm run generate` from the files in the area folders. Do not edit.
import { assignLicense } from './assign-license.ts';
import { getOrganization } from './get-organization.ts';
import { inviteGuest } from './invite-guest.ts';
import { listApplications } from './list-applications.ts';
import { listAuditEvents } from './list-audit-events.ts';
import { listConditionalAccessPolicies } from './list-conditional-access-policies.ts';
import { listDirectoryRoles } from './list-directory-roles.ts';
import { listLicenses } from './list-licenses.ts';
import { listManagedDevices } from './list-managed-devices.ts';
import { listServicePrincipals } from './list-service-principals.ts';
import { listSignIns } from './list-sign-ins.ts';
import type { Tool } from '../define.ts';

/** The tools of this area, in the order in which clients see them. */
export const directoryTools: readonly Tool[] = [
  listApplications,
  listServicePrincipals,
  listDirectoryRoles,
  listSignIns,
  listAuditEvents,
  listConditionalAccessPolicies,
  listLicenses,
  assignLicense,
  inviteGuest,
  listManagedDevices,
  getOrganization,
];
