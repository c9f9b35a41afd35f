/** Roles, access reviews, entitlement management, lifecycle workflows and terms of use. */
export const governanceIntents = `
GET /roleManagement/directory/roleDefinitions: directory role definitions, list admin roles
POST /roleManagement/directory/roleDefinitions: create a custom admin role
GET /roleManagement/directory/roleAssignments: who has which admin role, permanent role assignments
POST /roleManagement/directory/roleAssignments: assign an admin role, make someone an administrator
DELETE /roleManagement/directory/roleAssignments/{id}: remove an admin role from someone
GET /roleManagement/directory/roleEligibilitySchedules: who is eligible for an admin role, just-in-time roles in PIM
GET /roleManagement/directory/roleEligibilityScheduleInstances: eligible role assignments right now, PIM eligibility
POST /roleManagement/directory/roleEligibilityScheduleRequests: make someone eligible for an admin role
GET /roleManagement/directory/roleAssignmentScheduleInstances: active admin roles right now, PIM activations
POST /roleManagement/directory/roleAssignmentScheduleRequests: activate an eligible role for some hours, PIM activation, elevate my rights
GET /roleManagement/directory/roleAssignmentScheduleRequests: requests to activate a role
GET /roleManagement/directory/roleAssignmentSchedules: schedules of active role assignments
GET /policies/roleManagementPolicies: rules for role activation, does PIM need approval
GET /identityGovernance/privilegedAccess/group/eligibilitySchedules: who can activate membership of a group
POST /identityGovernance/privilegedAccess/group/assignmentScheduleRequests: activate membership of a group in PIM
GET /identityGovernance/accessReviews/definitions: access reviews, recertification campaigns
POST /identityGovernance/accessReviews/definitions: start an access review, recertify the members of a group, start a regular review of guests, check every quarter who still needs access
GET /identityGovernance/accessReviews/definitions/{id}/instances: runs of an access review
GET /identityGovernance/accessReviews/definitions/{id}/instances/{id}/decisions: decisions in an access review, who was approved or denied, who may keep access
PATCH /identityGovernance/accessReviews/definitions/{id}/instances/{id}/decisions/{id}: approve or deny access in a review
POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/stop: stop an access review
POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/sendReminder: remind the reviewers of an access review
POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/applyDecisions: apply the results of an access review
GET /identityGovernance/accessReviews/historyDefinitions: reports on past access reviews
GET /identityGovernance/entitlementManagement/accessPackages: access packages, bundles of access that people can request
POST /identityGovernance/entitlementManagement/accessPackages: create an access package
GET /identityGovernance/entitlementManagement/catalogs: catalogs of access packages
GET /identityGovernance/entitlementManagement/assignments: who has an access package
POST /identityGovernance/entitlementManagement/assignmentRequests: request an access package, give someone an access package, ask for access to a project
GET /identityGovernance/entitlementManagement/assignmentRequests: open requests for access packages, who asked for access and who approved it
GET /identityGovernance/entitlementManagement/assignmentPolicies: who may request an access package
GET /identityGovernance/entitlementManagement/accessPackageAssignmentApprovals: approvals of access package requests, approvals that wait for me, who approved a request
GET /identityGovernance/entitlementManagement/connectedOrganizations: external organisations that can request access
DELETE /identityGovernance/entitlementManagement/accessPackages/{id}: delete an access package
POST /identityGovernance/entitlementManagement/assignmentPolicies: let a group request an access package
POST /identityGovernance/entitlementManagement/connectedOrganizations: let a partner company request access
GET /identityGovernance/lifecycleWorkflows/workflows: lifecycle workflows, joiner mover and leaver processes, automatic onboarding and offboarding, what happens when someone joins or leaves the company, tasks for new hires
POST /identityGovernance/lifecycleWorkflows/workflows: create an onboarding or leaver workflow
POST /identityGovernance/lifecycleWorkflows/workflows/{id}/activate: run a lifecycle workflow for a person now
GET /identityGovernance/lifecycleWorkflows/workflows/{id}/runs: runs of a lifecycle workflow, did the onboarding of a new hire work
GET /identityGovernance/lifecycleWorkflows/workflowTemplates: templates for lifecycle workflows
GET /identityGovernance/lifecycleWorkflows/workflows/{id}/userProcessingResults: people that a workflow has processed
GET /identityGovernance/lifecycleWorkflows/taskDefinitions: tasks that a lifecycle workflow can do
GET /identityGovernance/termsOfUse/agreements: terms of use
GET /agreements: terms of use that people must accept
GET /agreements/{id}/acceptances: who has accepted the terms of use, who agreed to the terms
POST /identityGovernance/termsOfUse/agreements: publish terms of use
GET /identityGovernance/termsOfUse/agreementAcceptances: people who accepted the terms of use
GET /identityGovernance/appConsent/appConsentRequests: requests for admin consent, apps waiting for approval
GET /privacy/subjectRightsRequests: subject rights requests, privacy requests of people about their data
POST /privacy/subjectRightsRequests: open a privacy request for personal data, GDPR request, somebody asks for all data about them
POST /users/{id}/exportPersonalData: export the personal data of a user
GET /tenantRelationships/delegatedAdminRelationships: delegated administration by partners, GDAP
GET /tenantRelationships/multiTenantOrganization: multitenant organisation
GET /tenantRelationships/findTenantInformationByDomainName(domainName='x'): which tenant does a domain belong to
`;
