import { questionsIn, type QuestionSet } from './questions.ts';

/**
 * Questions from administrators and specialists; a rarely used operation answers each question. The questions were
 * written before the search was tuned to them. About a quarter of the questions, in the tuned half and in the held-out
 * half, use words that differ greatly from Graph's.
 */
export const administratorQuestions: QuestionSet = {
  tuning: questionsIn(`
which PCs fail our compliance rules | GET /deviceManagement/managedDevices | GET /deviceManagement/deviceCompliancePolicyDeviceStateSummary | GET /deviceManagement/deviceCompliancePolicies/{id}/deviceStatuses | list_managed_devices
ring a lost phone so that somebody hears it | POST /deviceManagement/managedDevices/{id}/locateDevice | POST /users/{id}/managedDevices/{id}/locateDevice
start a virus scan on a laptop | POST /deviceManagement/managedDevices/{id}/windowsDefenderScan | POST /users/{id}/managedDevices/{id}/windowsDefenderScan
get the BitLocker key of a computer | GET /informationProtection/bitlocker/recoveryKeys | GET /informationProtection/bitlocker/recoveryKeys/{id}
add a line-of-business app to Intune | POST /deviceAppManagement/mobileApps
whose sign-in looks dangerous according to Microsoft | GET /identityProtection/riskyUsers | GET /identityProtection/riskDetections
bring a deleted account back to life | POST /directory/deletedItems/{id}/restore
add our new web address as a domain | POST /domains
which users may activate an admin role through PIM | GET /roleManagement/directory/roleEligibilitySchedules | GET /roleManagement/directory/roleEligibilityScheduleInstances
ask every manager to recertify the access of their people | POST /identityGovernance/accessReviews/definitions
how much storage do our mailboxes use | GET /reports/getMailboxUsageDetail(period='{id}') | GET /reports/getMailboxUsageStorage(period='{id}') | GET /reports/getMailboxUsageMailboxCounts(period='{id}') | GET /reports/getMailboxUsageQuotaStatusMailboxCounts(period='{id}')
is Exchange Online down at the moment | GET /admin/serviceAnnouncement/healthOverviews | GET /admin/serviceAnnouncement/issues
what is Microsoft going to change in our tenant soon | GET /admin/serviceAnnouncement/messages
customers want to book a haircut online, show our booking pages | GET /solutions/bookingBusinesses
who is on the early shift next week | GET /teams/{id}/schedule/shifts
give pupils a new piece of homework | POST /education/classes/{id}/assignments
which printers have we registered | GET /print/printers
keep every mail of a person for the court case | POST /security/cases/ediscoveryCases/{id}/custodians | POST /security/cases/ediscoveryCases/{id}/custodians/{id}/applyHold | POST /security/cases/ediscoveryCases/{id}/custodians/applyHold
query the Defender logs with KQL | POST /security/runHuntingQuery
notify my service when a mailbox receives something | POST /subscriptions
`),
  heldOut: questionsIn(`
erase the memory of a phone that was left in a taxi | POST /deviceManagement/managedDevices/{id}/wipe | POST /users/{id}/managedDevices/{id}/wipe
make a tablet phone home now | POST /deviceManagement/managedDevices/{id}/syncDevice | POST /users/{id}/managedDevices/{id}/syncDevice
list the settings profiles that we push to computers | GET /deviceManagement/deviceConfigurations
serial numbers that are registered for Autopilot | GET /deviceManagement/windowsAutopilotDeviceIdentities
read the local administrator password of a machine | GET /directory/deviceLocalCredentials/{id} | GET /directory/deviceLocalCredentials
throw a hijacked account out of every session | POST /users/{id}/revokeSignInSessions
which second factors has Nadia set up | GET /users/{id}/authentication/methods | GET /reports/authenticationMethods/userRegistrationDetails
issue a one-time code for somebody's first day | POST /users/{id}/authentication/temporaryAccessPassMethods
when does the secret of our payroll app run out | GET /applications | GET /applications/{id} | list_applications
which software may read all our mail because an admin agreed to it | GET /oauth2PermissionGrants | GET /servicePrincipals/{id}/appRoleAssignments | GET /servicePrincipals/{id}/oauth2PermissionGrants
show the countries from which we refuse logins | GET /identity/conditionalAccess/namedLocations
bundles of access that employees can request | GET /identityGovernance/entitlementManagement/accessPackages | GET /identityGovernance/entitlementManagement/catalogs
steps that run by themselves when somebody joins | GET /identityGovernance/lifecycleWorkflows/workflows | GET /identityGovernance/lifecycleWorkflows/workflows/{id}/tasks
who has not touched OneDrive for a month | GET /reports/getOneDriveActivityUserDetail(period='{id}') | GET /reports/getOneDriveUsageAccountDetail(period='{id}') | GET /reports/getOffice365ActiveUserDetail(period='{id}')
our current security score | GET /security/secureScores
open incidents in Defender | GET /security/incidents
which confidentiality labels can I put on a document | GET /security/dataSecurityAndGovernance/sensitivityLabels | GET /users/{id}/dataSecurityAndGovernance/sensitivityLabels
how good was the line in last Monday's calls | GET /communications/callRecords | GET /communications/callRecords/{id} | GET /communications/callRecords/{id}/sessions
let an employee ask for a day off in Shifts | POST /teams/{id}/schedule/timeOffRequests
put our logo on the login page | PATCH /organization/{id}/branding | PUT /organization/{id}/branding/bannerLogo | PUT /organization/{id}/branding/squareLogo | PUT /organization/{id}/branding/localizations/{id}/bannerLogo
`),
};
