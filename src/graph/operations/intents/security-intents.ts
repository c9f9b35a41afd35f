/** Defender, Purview and backup. */
export const securityIntents = `
GET /security/alerts_v2: security alerts, Defender alerts, high severity warnings
PATCH /security/alerts_v2/{id}: resolve a security alert, assign an alert to somebody, take over a security alert, mark an alert as in progress or as a false alarm
POST /security/alerts_v2/{id}/comments: comment on a security alert, note on an alert
GET /security/incidents: security incidents, attacks that are being investigated
GET /security/incidents/{id}: details of a security incident
PATCH /security/incidents/{id}: resolve or assign a security incident, close an incident as false positive, change the state of an incident
POST /security/microsoft.graph.security.runHuntingQuery: advanced hunting, run a KQL query in Defender, hunt for a file hash or address on all devices, search events of all machines
GET /security/secureScores: secure score, how secure is our tenant
GET /security/secureScoreControlProfiles: recommendations to improve the secure score, what should we do to be more secure
GET /security/attackSimulation/simulations: attack simulations, phishing tests sent to employees
POST /security/attackSimulation/simulations: start a phishing simulation, send fake phishing mail as training, test whether staff fall for phishing
GET /security/attackSimulation/simulationAutomations: automated attack simulations
GET /reports/security/getAttackSimulationRepeatOffenders(): who keeps clicking on simulated phishing
GET /reports/security/getAttackSimulationTrainingUserCoverage(): who completed security training, who still has to do security training
GET /security/attackSimulation/trainings: security trainings
GET /security/cases/ediscoveryCases: eDiscovery cases, legal investigations
POST /security/cases/ediscoveryCases: open a new eDiscovery case, open a legal case
POST /security/cases/ediscoveryCases/{id}/close: close an eDiscovery case, a legal case is settled, end an investigation
GET /security/cases/ediscoveryCases/{id}/custodians: custodians in an eDiscovery case
POST /security/cases/ediscoveryCases/{id}/custodians: add a custodian to an eDiscovery case, add a person of interest to a case
POST /security/cases/ediscoveryCases/{id}/custodians/applyHold: put a custodian's mailbox on legal hold, litigation hold, preserve the mail of a person for a lawsuit
POST /security/cases/ediscoveryCases/{id}/custodians/removeHold: release a legal hold, end the preservation of a mailbox
GET /security/cases/ediscoveryCases/{id}/searches: searches in an eDiscovery case
POST /security/cases/ediscoveryCases/{id}/searches: search mailboxes and sites for evidence, look for evidence in everyone's mail
POST /security/cases/ediscoveryCases/{id}/searches/{id}/exportResult: export the results of an eDiscovery search
POST /security/cases/ediscoveryCases/{id}/searches/{id}/purgeData: purge phishing mail from all mailboxes
GET /security/cases/ediscoveryCases/{id}/reviewSets: review sets of an eDiscovery case
POST /security/cases/ediscoveryCases/{id}/reopen: reopen a legal case
POST /security/cases/ediscoveryCases/{id}/reviewSets: create a review set for the lawyers
POST /security/cases/ediscoveryCases/{id}/searches/{id}/estimateStatistics: how much a legal search would find
GET /security/cases/ediscoveryCases/{id}/operations: state of exports and searches in a case
GET /security/cases/ediscoveryCases/{id}/tags: tags for reviewing evidence
POST /security/cases/ediscoveryCases/{id}/searches/{id}/exportReport: export a report on a legal search
POST /security/cases/ediscoveryCases/{id}/noncustodialDataSources: add a site or group mailbox to a case
GET /security/labels/retentionLabels: retention labels, how long must content be kept, how long do we keep documents, records management
POST /security/labels/retentionLabels: create a retention label
GET /security/triggers/retentionEvents: events that start a retention period
POST /security/triggers/retentionEvents: start a retention period
GET /security/dataSecurityAndGovernance/sensitivityLabels: sensitivity labels, confidential or internal labels
GET /users/{id}/dataSecurityAndGovernance/sensitivityLabels: sensitivity labels that a person can use
POST /drives/{id}/items/{id}/assignSensitivityLabel: put a sensitivity label on a file, mark a file as confidential
POST /drives/{id}/items/{id}/extractSensitivityLabels: which sensitivity label does a file have
GET /security/threatIntelligence/vulnerabilities: known vulnerabilities, CVE details
GET /security/threatIntelligence/articles: threat intelligence articles
GET /security/threatIntelligence/hosts/{id}/reputation: reputation of a host or IP address
GET /security/identities/healthIssues: health issues of Defender for Identity
GET /security/identities/sensors: Defender for Identity sensors
POST /informationProtection/threatAssessmentRequests: report a phishing mail or malicious URL to Microsoft
GET /solutions/backupRestore: is Microsoft 365 backup enabled
POST /solutions/backupRestore/enable: enable Microsoft 365 backup
GET /solutions/backupRestore/restorePoints: points in time to which a backup can be restored
POST /solutions/backupRestore/oneDriveForBusinessProtectionPolicies: back up OneDrive accounts
POST /solutions/backupRestore/exchangeProtectionPolicies: back up mailboxes
POST /solutions/backupRestore/sharePointProtectionPolicies: back up SharePoint sites
POST /solutions/backupRestore/exchangeRestoreSessions: restore a mailbox from backup
POST /solutions/backupRestore/sharePointRestoreSessions: restore a SharePoint site from backup
POST /solutions/backupRestore/oneDriveForBusinessRestoreSessions: restore a OneDrive from backup
POST /security/subjectRightsRequests: GDPR request for the data of a person
GET /security/subjectRightsRequests: GDPR requests
`;
