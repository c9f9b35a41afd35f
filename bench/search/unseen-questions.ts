import { questionsIn, type QuestionSet } from './questions.ts';

/**
 * Questions from administrators, teachers and shop owners; only a Microsoft Graph operation answers them. All were
 * written from the list of paths, without looking at the phrases that describe the operations. Of the first 40
 * questions, 29 had a right answer among the first five results before those phrases were changed. The last 24
 * questions were written after that change: 5 of them had a right answer among the first five results, and half of them
 * are held out.
 */
export const unseenQuestions: QuestionSet = {
  tuning: questionsIn(`
where is the missing iPad right now | POST /deviceManagement/managedDevices/{id}/locateDevice
the employee forgot the PIN of the work phone, give him a new one | POST /deviceManagement/managedDevices/{id}/resetPasscode
turn off a PC from afar | POST /deviceManagement/managedDevices/{id}/shutDown
which computers have Zoom installed | GET /deviceManagement/detectedApps | GET /deviceManagement/detectedApps/{id}/managedDevices
roll out the VPN profile to all sales laptops | POST /deviceManagement/deviceConfigurations/{id}/assign
who changed something in Intune last week | GET /deviceManagement/auditEvents
who approved the request for the marketing package | GET /identityGovernance/entitlementManagement/accessPackageAssignmentApprovals | GET /identityGovernance/entitlementManagement/assignmentRequests | GET /identityGovernance/entitlementManagement/accessPackageAssignmentApprovals/{id}
start a quarterly review of guests' access | POST /identityGovernance/accessReviews/definitions
who accepted the terms of use | GET /identityGovernance/termsOfUse/agreements/{id}/acceptances | GET /agreements/{id}/acceptances | GET /identityGovernance/termsOfUse/agreementAcceptances
what happens automatically when somebody joins the company | GET /identityGovernance/lifecycleWorkflows/workflows | GET /identityGovernance/lifecycleWorkflows/workflowTemplates
the customer wants to call off her haircut | POST /solutions/bookingBusinesses/{id}/appointments/{id}/cancel
at what hours is our consultant free for bookings | POST /solutions/bookingBusinesses/{id}/getStaffAvailability
put our booking page online | POST /solutions/bookingBusinesses/{id}/publish
which pupils are in class 7b | GET /education/classes/{id}/members
who has handed in the homework | GET /education/classes/{id}/assignments/{id}/submissions
give a piece of work back to the pupil with marks | POST /education/classes/{id}/assignments/{id}/submissions/{id}/return
which schools are in our district | GET /education/schools
is the printer on the second floor out of paper | GET /print/printers/{id} | GET /print/printers | GET /print/shares/{id}/printer
stop my print job | POST /print/printers/{id}/jobs/{id}/cancel | POST /print/shares/{id}/jobs/{id}/cancel
which printer printed the most pages this month | GET /reports/monthlyPrintUsageByPrinter | GET /reports/dailyPrintUsageByPrinter
put a suspect's mailbox on legal hold for the lawsuit | POST /security/cases/ediscoveryCases/{id}/custodians/microsoft.graph.security.applyHold | POST /security/cases/ediscoveryCases/{id}/custodians
close the investigation case, it is settled | POST /security/cases/ediscoveryCases/{id}/microsoft.graph.security.close
add a person of interest to the case | POST /security/cases/ediscoveryCases/{id}/custodians
search everybody's mail for evidence of the fraud | POST /security/cases/ediscoveryCases/{id}/searches | POST /security/cases/ediscoveryCases/{id}/searches/{id}/microsoft.graph.security.estimateStatistics
how long do we have to keep invoices by law, our retention labels | GET /security/labels/retentionLabels
somebody asks for all data that we hold about her under GDPR | POST /security/subjectRightsRequests | POST /privacy/subjectRightsRequests
which courses has Ana finished in Viva Learning | GET /users/{id}/employeeExperience/learningCourseActivities | GET /employeeExperience/learningCourseActivities
make a new Viva Engage community for cyclists | POST /employeeExperience/communities
how full are people's mailboxes | GET /reports/getMailboxUsageDetail(period='D7') | GET /reports/getMailboxUsageStorage(period='D7') | GET /reports/getMailboxUsageQuotaStatusMailboxCounts(period='D7')
who has not used OneDrive for half a year | GET /reports/getOneDriveActivityUserDetail(period='D180') | GET /reports/getOneDriveUsageAccountDetail(period='D180')
how many seats of Office are activated | GET /reports/getOffice365ActivationCounts() | GET /reports/getOffice365ActivationsUserCounts() | GET /reports/getOffice365ActivationsUserDetail()
which SharePoint sites nobody visits any more | GET /reports/getSharePointSiteUsageDetail(period='D90') | GET /reports/getSharePointSiteUsageDetail(date=2026-01-01)
assign this malware alert to me and mark it as being worked on | PATCH /security/alerts_v2/{id} | PATCH /security/alerts/{id}
write a note on a security alert | POST /security/alerts_v2/{id}/comments | POST /security/incidents/{id}/alerts/{id}/comments
close an incident as false alarm | PATCH /security/incidents/{id}
hunt for a file hash over all machines | POST /security/runHuntingQuery | POST /security/microsoft.graph.security.runHuntingQuery
send a fake phishing mail to staff as training | POST /security/attackSimulation/simulations
keep my webhook alive for another three days | PATCH /subscriptions/{id}
stop the notifications to my webhook | DELETE /subscriptions/{id}
which licences do we pay for and how many are left | GET /subscribedSkus
the thief has my colleague's handset, blank it | POST /deviceManagement/managedDevices/{id}/wipe
what share of our machines breaks the rules | GET /deviceManagement/deviceCompliancePolicyDeviceStateSummary | GET /deviceManagement/managedDevices
look for viruses on Ben's computer | POST /deviceManagement/managedDevices/{id}/windowsDefenderScan
may suppliers ask for access themselves | GET /identityGovernance/entitlementManagement/assignmentPolicies | GET /identityGovernance/entitlementManagement/connectedOrganizations
put a customer down for a massage on Friday at ten | POST /solutions/bookingBusinesses/{id}/appointments
who works in our shop and can be booked | GET /solutions/bookingBusinesses/{id}/staffMembers
what marks did the class get for the essay | GET /education/classes/{id}/assignments/{id}/submissions/{id}/outcomes | GET /education/classes/{id}/assignments/{id}/submissions
what is the printer on floor three busy with | GET /print/printers/{id}/jobs | GET /print/shares/{id}/jobs
who is the lawsuit about, list the people under hold | GET /security/cases/ediscoveryCases/{id}/custodians
who fell for the fake phishing mail again and again | GET /reports/security/getAttackSimulationRepeatOffenders()
do people open their mail in Outlook or on the phone | GET /reports/getEmailAppUsageUserDetail(period='D30') | GET /reports/getEmailAppUsageAppsUserCounts(period='D30')
tell my server when a file in the library changes | POST /subscriptions
`),
  heldOut: questionsIn(`
make this notebook fetch its settings straight away | POST /deviceManagement/managedDevices/{id}/syncDevice
push the accounting app to the finance team's phones | POST /deviceAppManagement/mobileApps/{id}/assign | POST /deviceAppManagement/mobileApps/{id}/assignments
tell the reviewers to hurry up with the access review | POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/sendReminder
run the leaver process for Ben today | POST /identityGovernance/lifecycleWorkflows/workflows/{id}/activate | POST /identityGovernance/lifecycleWorkflows/workflows/{id}/microsoft.graph.identityGovernance.activate
what do we charge for a consultation | GET /solutions/bookingBusinesses/{id}/services | GET /solutions/bookingBusinesses/{id}/services/{id}
which subjects do I teach this term | GET /education/me/taughtClasses | GET /education/me/classes
let the accounting department use the colour printer | POST /print/shares/{id}/allowedGroups/$ref
download what the legal search has found | POST /security/cases/ediscoveryCases/{id}/searches/{id}/microsoft.graph.security.exportResult
delete the scam mail from every inbox | POST /security/cases/ediscoveryCases/{id}/searches/{id}/microsoft.graph.security.purgeData
which departments chat and meet most in Teams | GET /reports/getTeamsUserActivityUserDetail(period='D30') | GET /reports/getTeamsTeamActivityDetail(period='D30') | GET /reports/getTeamsUserActivityCounts(period='D30')
what should we fix first to be safer | GET /security/secureScoreControlProfiles | GET /security/secureScores
does anything still listen for new mail in this mailbox | GET /subscriptions
`),
};
