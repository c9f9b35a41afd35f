/** Defender, Purview and backup. */
export const securityIntents = `
GET /security/alerts_v2: security alerts, Defender alerts, high severity warnings, what has Defender reported, warnings about attacks, alarms of the security system
PATCH /security/alerts_v2/{id}: resolve a security alert, assign an alert to somebody, take over a security alert, mark an alert as in progress or as a false alarm, close an alarm, give an alert to an analyst
POST /security/alerts_v2/{id}/comments: comment on a security alert, note on an alert
GET /security/incidents: security incidents, attacks that are being investigated, ongoing attacks, what is the security team investigating, open incidents, serious security cases of this week
GET /security/incidents/{id}: details of a security incident, which alerts belong to an incident
PATCH /security/incidents/{id}: resolve or assign a security incident, close an incident as false positive, change the state of an incident, hand an incident to an analyst, incident is dealt with
POST /security/microsoft.graph.security.runHuntingQuery: advanced hunting, run a KQL query in Defender, hunt for a file hash or address on all devices, search events of all machines, search the raw events of Defender, which machine opened a malicious file, query logs of devices and mail, threat hunting, KQL
GET /security/secureScores: secure score, how secure is our tenant, how good is our protection, security rating of the tenant, our security points over time
GET /security/secureScoreControlProfiles: recommendations to improve the secure score, what should we do to be more secure, what can we do to improve security, measures that raise the score
GET /security/attackSimulation/simulations: attack simulations, phishing tests sent to employees, tests in which staff receive a fake scam mail, results of a phishing test, who clicked on the fake mail
POST /security/attackSimulation/simulations: start a phishing simulation, send fake phishing mail as training, test whether staff fall for phishing, train employees with a harmless scam mail
GET /security/attackSimulation/simulationAutomations: automated attack simulations
GET /reports/security/getAttackSimulationRepeatOffenders(): who keeps clicking on simulated phishing, people who fell for the fake mail more than once
GET /reports/security/getAttackSimulationTrainingUserCoverage(): who completed security training, who still has to do security training, who took the awareness training
GET /security/attackSimulation/trainings: security trainings
GET /security/cases/ediscoveryCases: eDiscovery cases, legal investigations, legal matters for which we collect data, cases of the legal department
POST /security/cases/ediscoveryCases: open a new eDiscovery case, open a legal case, start collecting evidence for a lawsuit
POST /security/cases/ediscoveryCases/{id}/close: close an eDiscovery case, a legal case is settled, end an investigation
GET /security/cases/ediscoveryCases/{id}/custodians: custodians in an eDiscovery case, people whose data is part of a case
POST /security/cases/ediscoveryCases/{id}/custodians: add a custodian to an eDiscovery case, add a person of interest to a case, include a witness in a case
POST /security/cases/ediscoveryCases/{id}/custodians/applyHold: put a custodian's mailbox on legal hold, litigation hold, preserve the mail of a person for a lawsuit, nothing in a mailbox may be deleted because of a court case, freeze the data of a person, keep all mail and files of somebody for legal reasons
POST /security/cases/ediscoveryCases/{id}/custodians/removeHold: release a legal hold, end the preservation of a mailbox, the court case is over so data may be deleted again
GET /security/cases/ediscoveryCases/{id}/searches: searches in an eDiscovery case
POST /security/cases/ediscoveryCases/{id}/searches: search mailboxes and sites for evidence, look for evidence in everyone's mail, find documents that matter for a lawsuit
POST /security/cases/ediscoveryCases/{id}/searches/{id}/exportResult: export the results of an eDiscovery search, hand evidence over to the lawyers, download what a legal search found
POST /security/cases/ediscoveryCases/{id}/searches/{id}/purgeData: purge phishing mail from all mailboxes, delete a dangerous mail from everybody's inbox, remove a message from all mailboxes at once
GET /security/cases/ediscoveryCases/{id}/reviewSets: review sets of an eDiscovery case
POST /security/cases/ediscoveryCases/{id}/reopen: reopen a legal case
POST /security/cases/ediscoveryCases/{id}/reviewSets: create a review set for the lawyers
POST /security/cases/ediscoveryCases/{id}/searches/{id}/estimateStatistics: how much a legal search would find
GET /security/cases/ediscoveryCases/{id}/operations: state of exports and searches in a case
GET /security/cases/ediscoveryCases/{id}/tags: tags for reviewing evidence
POST /security/cases/ediscoveryCases/{id}/searches/{id}/exportReport: export a report on a legal search
POST /security/cases/ediscoveryCases/{id}/noncustodialDataSources: add a site or group mailbox to a case
GET /security/labels/retentionLabels: retention labels, how long must content be kept, how long do we keep documents, records management, after how many years is data deleted, rules for keeping records, archive periods, how many years do we keep papers
POST /security/labels/retentionLabels: create a retention label, keep invoices for ten years
GET /security/triggers/retentionEvents: events that start a retention period
POST /security/triggers/retentionEvents: start a retention period
GET /security/dataSecurityAndGovernance/sensitivityLabels: sensitivity labels, confidential or internal labels, labels such as secret or public, classification of documents, confidentiality levels, which protection labels exist
GET /users/{id}/dataSecurityAndGovernance/sensitivityLabels: sensitivity labels that a person can use, classification labels that I may use
POST /drives/{id}/items/{id}/assignSensitivityLabel: put a sensitivity label on a file, mark a file as confidential, classify a document as secret, protect a file with a label
POST /drives/{id}/items/{id}/extractSensitivityLabels: which sensitivity label does a file have, is a file confidential
GET /security/threatIntelligence/vulnerabilities: known vulnerabilities, CVE details, security holes in software, information about a CVE
GET /security/threatIntelligence/articles: threat intelligence articles
GET /security/threatIntelligence/hosts/{id}/reputation: reputation of a host or IP address, is a web address dangerous
GET /security/identities/healthIssues: health issues of Defender for Identity, problems of the domain controller sensors
GET /security/identities/sensors: Defender for Identity sensors
POST /informationProtection/threatAssessmentRequests: report a phishing mail or malicious URL to Microsoft, tell Microsoft about a scam mail, check whether a link is dangerous
GET /solutions/backupRestore: is Microsoft 365 backup enabled
POST /solutions/backupRestore/enable: enable Microsoft 365 backup
GET /solutions/backupRestore/restorePoints: points in time to which a backup can be restored
POST /solutions/backupRestore/oneDriveForBusinessProtectionPolicies: back up OneDrive accounts
POST /solutions/backupRestore/exchangeProtectionPolicies: back up mailboxes
POST /solutions/backupRestore/sharePointProtectionPolicies: back up SharePoint sites
POST /solutions/backupRestore/exchangeRestoreSessions: restore a mailbox from backup, bring lost mail back from the backup
POST /solutions/backupRestore/sharePointRestoreSessions: restore a SharePoint site from backup, site was damaged so restore it
POST /solutions/backupRestore/oneDriveForBusinessRestoreSessions: restore a OneDrive from backup, ransomware encrypted somebody's files so restore them
POST /security/subjectRightsRequests: GDPR request for the data of a person
GET /security/subjectRightsRequests: GDPR requests
GET /security/attackSimulation/payloads: texts of simulated phishing mails
GET /reports/security/getAttackSimulationSimulationUserCoverage(): who was part of a phishing simulation
POST /security/cases/ediscoveryCases/{id}/reviewSets/{id}/addToReviewSet: add search results to a review set
GET /security/triggerTypes/retentionEventTypes: kinds of events that start retention
GET /security/labels/categories: categories of retention labels
GET /security/threatIntelligence/intelProfiles: hacker groups and their methods
GET /security/threatIntelligence/hosts/{id}: what is known about a web address or IP
GET /security/dataSecurityAndGovernance/protectionScopes: what does Purview have to check
GET /solutions/backupRestore/protectionPolicies: what is backed up
GET /solutions/backupRestore/restoreSessions: how far is a restore
`;
