/** Roles, access reviews, entitlement management, lifecycle workflows and terms of use. */
export const governanceIntents = `
GET /roleManagement/directory/roleDefinitions: directory role definitions, list admin roles, what may an admin role do, permissions in a role, custom roles
POST /roleManagement/directory/roleDefinitions: create a custom admin role, make our own admin role with fewer rights
GET /roleManagement/directory/roleAssignments: who has which admin role, permanent role assignments, who holds which rights, people with a permanent administrator role
POST /roleManagement/directory/roleAssignments: assign an admin role, make someone an administrator, promote somebody to helpdesk administrator, give admin rights
DELETE /roleManagement/directory/roleAssignments/{id}: remove an admin role from someone, somebody should no longer be an administrator, withdraw admin rights
GET /roleManagement/directory/roleEligibilitySchedules: who is eligible for an admin role, just-in-time roles in PIM, who could become administrator on demand, people allowed to activate an admin role, eligible administrators
GET /roleManagement/directory/roleEligibilityScheduleInstances: eligible role assignments right now, PIM eligibility
POST /roleManagement/directory/roleEligibilityScheduleRequests: make someone eligible for an admin role, let a person activate an admin role when needed
GET /roleManagement/directory/roleAssignmentScheduleInstances: active admin roles right now, PIM activations, who is administrator at this moment
POST /roleManagement/directory/roleAssignmentScheduleRequests: activate an eligible role for some hours, PIM activation, elevate my rights, I need admin rights for two hours, become administrator temporarily
GET /roleManagement/directory/roleAssignmentScheduleRequests: requests to activate a role, who asked to become administrator
GET /roleManagement/directory/roleAssignmentSchedules: schedules of active role assignments
GET /policies/roleManagementPolicies: rules for role activation, does PIM need approval, how long may an admin role be active, must activation be approved
GET /identityGovernance/privilegedAccess/group/eligibilitySchedules: who can activate membership of a group
POST /identityGovernance/privilegedAccess/group/assignmentScheduleRequests: activate membership of a group in PIM
GET /identityGovernance/accessReviews/definitions: access reviews, recertification campaigns, reviews of who still needs access, certification of memberships, planned access reviews
POST /identityGovernance/accessReviews/definitions: start an access review, recertify the members of a group, start a regular review of guests, check every quarter who still needs access, have group owners confirm their members, ask managers whether staff still need their rights, regularly check guests, attest memberships
GET /identityGovernance/accessReviews/definitions/{id}/instances: runs of an access review, status of an access review, has the review finished
GET /identityGovernance/accessReviews/definitions/{id}/instances/{id}/decisions: decisions in an access review, who was approved or denied, who may keep access, result of an access review, who lost access in the review
PATCH /identityGovernance/accessReviews/definitions/{id}/instances/{id}/decisions/{id}: approve or deny access in a review, confirm that somebody may keep access
POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/stop: stop an access review
POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/sendReminder: remind the reviewers of an access review, reviewers have not answered so nudge them
POST /identityGovernance/accessReviews/definitions/{id}/instances/{id}/applyDecisions: apply the results of an access review
GET /identityGovernance/accessReviews/historyDefinitions: reports on past access reviews
GET /identityGovernance/entitlementManagement/accessPackages: access packages, bundles of access that people can request, sets of rights for a project, what can employees apply for, collection of groups and apps in one request
POST /identityGovernance/entitlementManagement/accessPackages: create an access package, put groups apps and sites for a project into one bundle
GET /identityGovernance/entitlementManagement/catalogs: catalogs of access packages, containers of resources for access packages
GET /identityGovernance/entitlementManagement/assignments: who has an access package, who received a bundle of rights
POST /identityGovernance/entitlementManagement/assignmentRequests: request an access package, give someone an access package, ask for access to a project, apply for access, get rights for a project, remove somebody's access package
GET /identityGovernance/entitlementManagement/assignmentRequests: open requests for access packages, who asked for access and who approved it, who applied for access
GET /identityGovernance/entitlementManagement/assignmentPolicies: who may request an access package
GET /identityGovernance/entitlementManagement/accessPackageAssignmentApprovals: approvals of access package requests, approvals that wait for me, who approved a request, requests that I have to approve, pending approvals
GET /identityGovernance/entitlementManagement/connectedOrganizations: external organisations that can request access
DELETE /identityGovernance/entitlementManagement/accessPackages/{id}: delete an access package
POST /identityGovernance/entitlementManagement/assignmentPolicies: let a group request an access package
POST /identityGovernance/entitlementManagement/connectedOrganizations: let a partner company request access
GET /identityGovernance/lifecycleWorkflows/workflows: lifecycle workflows, joiner mover and leaver processes, automatic onboarding and offboarding, what happens when someone joins or leaves the company, tasks for new hires, automated steps on the first day of an employee, what runs when people join move or leave, joiner process, automation for leavers, what is done automatically for new employees
POST /identityGovernance/lifecycleWorkflows/workflows: create an onboarding or leaver workflow, automate what happens when an employee leaves, set up accounts automatically for new employees, define what happens on the first or last day
POST /identityGovernance/lifecycleWorkflows/workflows/{id}/activate: run a lifecycle workflow for a person now, start the offboarding of a person
GET /identityGovernance/lifecycleWorkflows/workflows/{id}/runs: runs of a lifecycle workflow, did the onboarding of a new hire work, did the leaver process run
GET /identityGovernance/lifecycleWorkflows/workflowTemplates: templates for lifecycle workflows
GET /identityGovernance/lifecycleWorkflows/workflows/{id}/userProcessingResults: people that a workflow has processed
GET /identityGovernance/lifecycleWorkflows/taskDefinitions: tasks that a lifecycle workflow can do
GET /identityGovernance/termsOfUse/agreements: terms of use, conditions that people agree to before they get access
GET /agreements: terms of use that people must accept
GET /agreements/{id}/acceptances: who has accepted the terms of use, who agreed to the terms, who has signed the conditions
POST /identityGovernance/termsOfUse/agreements: publish terms of use, make people accept our conditions at login
GET /identityGovernance/termsOfUse/agreementAcceptances: people who accepted the terms of use
GET /identityGovernance/appConsent/appConsentRequests: requests for admin consent, apps waiting for approval, employees who ask for an app, apps that wait for an administrator
GET /privacy/subjectRightsRequests: subject rights requests, privacy requests of people about their data, people who want to know what we store about them
POST /privacy/subjectRightsRequests: open a privacy request for personal data, GDPR request, somebody asks for all data about them, right to be forgotten, answer a data protection request
POST /users/{id}/exportPersonalData: export the personal data of a user, give somebody a copy of the own data
GET /tenantRelationships/delegatedAdminRelationships: delegated administration by partners, GDAP, which partner may administer us, rights of our reseller
GET /tenantRelationships/multiTenantOrganization: multitenant organisation
GET /tenantRelationships/findTenantInformationByDomainName(domainName='x'): which tenant does a domain belong to, tenant id of another company
GET /policies/roleManagementPolicyAssignments: which activation rules belong to which role
GET /identityGovernance/privilegedAccess/group/assignmentScheduleInstances: active memberships of privileged groups
POST /identityGovernance/privilegedAccess/group/eligibilityScheduleRequests: make somebody eligible for a group
DELETE /identityGovernance/accessReviews/definitions/{id}: delete an access review
GET /identityGovernance/entitlementManagement/settings: what happens to external users who lose their last access
GET /identityGovernance/entitlementManagement/resources: resources in access packages
GET /identityGovernance/lifecycleWorkflows/workflows/{id}/tasks: steps of a lifecycle workflow
PATCH /identityGovernance/lifecycleWorkflows/workflows/{id}: pause a lifecycle workflow
GET /identityGovernance/lifecycleWorkflows/settings: sender address of lifecycle workflow mails
GET /tenantRelationships/delegatedAdminCustomers: customers who let us administer their tenant
GET /tenantRelationships/multiTenantOrganization/tenants: tenants that belong to our multitenant organisation
`;
