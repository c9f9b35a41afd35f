import { usersOf } from '../directory.ts';
import { guid } from '../ids.ts';
import type { Tenant } from '../tenant.ts';

/** The reason for a failed sign-in: the number in the AADSTS code, and Entra's text for that code. */
export type SignInFailure = { readonly code: number; readonly reason: string };

export const wrongPassword: SignInFailure = {
  code: 50_126,
  reason: 'Error validating credentials due to invalid username or password.',
};

/** Adds an entry to the sign-in log. */
export function addSignIn(
  tenant: Tenant,
  entry: {
    readonly seed: string;
    readonly oid: string;
    readonly at: number;
    readonly app: string;
    readonly ip: string;
    readonly failure?: SignInFailure | undefined;
  },
): void {
  const user = usersOf(tenant).get(entry.oid);
  const { failure } = entry;
  tenant.table('/auditLogs/signIns').put({
    id: guid(`sign-in|${entry.seed}`),
    createdDateTime: new Date(entry.at).toISOString(),
    userDisplayName: user?.displayName,
    userPrincipalName: user?.userPrincipalName.toLowerCase(),
    userId: entry.oid,
    appDisplayName: entry.app,
    ipAddress: entry.ip,
    clientAppUsed: 'Browser',
    conditionalAccessStatus: failure?.code === 53_003 ? 'failure' : 'success',
    isInteractive: true,
    status: {
      errorCode: failure?.code ?? 0,
      failureReason: failure?.reason ?? 'Other.',
      additionalDetails: null,
    },
    location: { city: user?.officeLocation ?? '', countryOrRegion: '' },
  });
}

/** Adds an entry to the directory's audit log. `by` is a user principal name. */
export function addAuditEntry(
  tenant: Tenant,
  entry: {
    readonly seed: string;
    readonly activity: string;
    readonly at: number;
    readonly by: string;
    /** The name of the changed object. */
    readonly target?: string | undefined;
    /** The name of the group that the target was added to. */
    readonly group?: string | undefined;
    /** The reason for the failure. */
    readonly failure?: string | undefined;
  },
): void {
  const { target, group, failure } = entry;
  tenant.table('/auditLogs/directoryAudits').put({
    id: guid(`audit|${entry.seed}`),
    activityDateTime: new Date(entry.at).toISOString(),
    activityDisplayName: entry.activity,
    category: 'UserManagement',
    result: failure === undefined ? 'success' : 'failure',
    resultReason: failure ?? '',
    initiatedBy: { user: { userPrincipalName: entry.by, displayName: null }, app: null },
    targetResources:
      target === undefined
        ? []
        : group === undefined
          ? [{ id: guid(`target|${target}`), displayName: target, type: 'User' }]
          : newMember(tenant, target, group),
  });
}

/**
 * Returns the targets of the log entry for a new member. The entry identifies the member only by sign-in name, and
 * names the group only among the member's changed properties.
 */
function newMember(tenant: Tenant, person: string, group: string) {
  const user = usersOf(tenant)
    .all()
    .find(({ displayName }) => displayName === person);
  const id = guid(`target|${group}`);
  const change = (displayName: string, newValue: string) => ({
    displayName,
    oldValue: null,
    newValue: JSON.stringify(newValue),
  });
  return [
    {
      id: user?.id,
      displayName: null,
      type: 'User',
      userPrincipalName: user?.userPrincipalName,
      modifiedProperties: [change('Group.ObjectID', id), change('Group.DisplayName', group)],
    },
    { id, displayName: null, type: 'Group', groupType: 'azureAD', modifiedProperties: [] },
  ];
}
