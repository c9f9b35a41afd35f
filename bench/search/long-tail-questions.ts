import { questionsIn, type QuestionSet } from './questions.ts';

/** Questions that only a Microsoft Graph operation answers. The questions were written before the search was tuned. */
export const longTailQuestions: QuestionSet = {
  tuning: questionsIn(`
erase a stolen company phone remotely | POST /deviceManagement/managedDevices/{id}/wipe
which laptops are not compliant | GET /deviceManagement/managedDevices | GET /deviceManagement/deviceCompliancePolicyDeviceStateSummary
reboot an employee's computer through Intune | POST /deviceManagement/managedDevices/{id}/rebootNow
list the apps we deploy to phones | GET /deviceAppManagement/mobileApps
who has risky sign-ins in our tenant | GET /identityProtection/riskyUsers | GET /identityProtection/riskDetections
mark a user as not compromised | POST /identityProtection/riskyUsers/dismiss
get the BitLocker key for a locked PC | GET /informationProtection/bitlocker/recoveryKeys | GET /informationProtection/bitlocker/recoveryKeys/{id}
is there an outage in Exchange Online right now | GET /admin/serviceAnnouncement/issues | GET /admin/serviceAnnouncement/healthOverviews
read the announcements in the message centre | GET /admin/serviceAnnouncement/messages
list the printers in the office | GET /print/printers | GET /print/shares
print a document on a shared printer | POST /print/shares/{id}/jobs
which appointments are booked at our salon | GET /solutions/bookingBusinesses/{id}/appointments | GET /solutions/bookingBusinesses/{id}/calendarView
add a treatment to our bookings page | POST /solutions/bookingBusinesses/{id}/services
show high severity security alerts | GET /security/alerts_v2 | GET /security/alerts
open security incidents | GET /security/incidents
what is our secure score | GET /security/secureScores
create an eDiscovery case | POST /security/cases/ediscoveryCases
restore a deleted user account | POST /directory/deletedItems/{id}/restore
sign a user out everywhere | POST /users/{id}/revokeSignInSessions
reset someone's password | POST /users/{id}/authentication/methods/{id}/resetPassword | PATCH /users/{id}
which sign-in methods has Ben registered | GET /users/{id}/authentication/methods | GET /reports/authenticationMethods/userRegistrationDetails
issue a temporary access pass | POST /users/{id}/authentication/temporaryAccessPassMethods
trusted IP ranges for conditional access | GET /identity/conditionalAccess/namedLocations
who can become global administrator just in time | GET /roleManagement/directory/roleEligibilitySchedules | GET /roleManagement/directory/roleEligibilityScheduleInstances
activate my admin role for two hours | POST /roleManagement/directory/roleAssignmentScheduleRequests
what shifts are planned in the team next week | GET /teams/{id}/schedule/shifts
request a day off in the Shifts app | POST /teams/{id}/schedule/timeOffRequests
create a homework assignment for my class | POST /education/classes/{id}/assignments
get notified when a mailbox changes | POST /subscriptions
how many people used Teams last month | GET /reports/getTeamsUserActivityUserCounts(period='D30') | GET /reports/getTeamsUserActivityCounts(period='D30') | GET /reports/getTeamsUserActivityUserDetail(period='D30')
`),
  heldOut: questionsIn(`
lock a lost phone | POST /deviceManagement/managedDevices/{id}/remoteLock
remove company data from a private device | POST /deviceManagement/managedDevices/{id}/retire
force a laptop to check in for policies | POST /deviceManagement/managedDevices/{id}/syncDevice
list our Windows Autopilot devices | GET /deviceManagement/windowsAutopilotDeviceIdentities
which software was found on the machines | GET /deviceManagement/detectedApps
confirm that an account was hacked | POST /identityProtection/riskyUsers/confirmCompromised
local administrator password of a device | GET /directory/deviceLocalCredentials | GET /directory/deviceLocalCredentials/{id}
health of Microsoft 365 services | GET /admin/serviceAnnouncement/healthOverviews
which cloud PCs do we have | GET /deviceManagement/virtualEndpoint/cloudPCs
cancel a print job | POST /print/printers/{id}/jobs/{id}/cancel | POST /print/shares/{id}/jobs/{id}/cancel
list our Bookings calendars | GET /solutions/bookingBusinesses
cancel a customer's booking | POST /solutions/bookingBusinesses/{id}/appointments/{id}/cancel | DELETE /solutions/bookingBusinesses/{id}/appointments/{id}
run a hunting query in Defender | POST /security/microsoft.graph.security.runHuntingQuery
retention labels in our organisation | GET /security/labels/retentionLabels
phishing simulation campaigns | GET /security/attackSimulation/simulations
add a custodian to a legal case | POST /security/cases/ediscoveryCases/{id}/custodians
domains that we own in the tenant | GET /domains
check whether a domain is verified | POST /domains/{id}/verify | GET /domains/{id} | GET /domains
remove someone's phone number from multi-factor sign-in | DELETE /users/{id}/authentication/phoneMethods/{id}
which permissions has an app been granted | GET /oauth2PermissionGrants | GET /servicePrincipals/{id}/oauth2PermissionGrants | GET /servicePrincipals/{id}/appRoleAssignments
new client secret for an app registration | POST /applications/{id}/addPassword
access reviews that are running | GET /identityGovernance/accessReviews/definitions
access packages people can ask for | GET /identityGovernance/entitlementManagement/accessPackages
terms of use agreements | GET /agreements | GET /identityGovernance/termsOfUse/agreements
onboarding workflows for new hires | GET /identityGovernance/lifecycleWorkflows/workflows
swap shifts with a colleague | POST /teams/{id}/schedule/swapShiftsChangeRequests
clock in for work | POST /teams/{id}/schedule/timeCards/clockIn
submitted homework of a student | GET /education/classes/{id}/assignments/{id}/submissions
mailbox storage usage report | GET /reports/getMailboxUsageStorage(period='D30') | GET /reports/getMailboxUsageDetail(period='D30')
Viva Engage communities | GET /employeeExperience/communities
`),
};
