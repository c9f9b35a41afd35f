import { questionsIn, type QuestionSet } from './questions.ts';

/**
 * Questions of administrators, teachers and shop owners that only an operation of Microsoft Graph serves. Written
 * without a look at the phrases that describe the operations, from the list of paths alone.
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
`),
  heldOut: questionsIn(`
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
`),
};
