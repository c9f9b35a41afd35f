/** Users, sign-in, applications, domains and the directory. */
export const identityIntents = `
POST /users: create a user, new employee account, add an account to the tenant
PATCH /users/{id}: change a user's job title or department, disable an account, block sign-in of a user, update a profile
DELETE /users/{id}: delete a user account, remove an employee who left
POST /users/{id}/revokeSignInSessions: sign a user out of all sessions, revoke sign-ins and refresh tokens, force sign-out everywhere
POST /users/{id}/changePassword: change my password
POST /users/{id}/assignLicense: assign a licence to a user, take a licence away
GET /users/{id}/licenseDetails: which licences does a user have
POST /users/{id}/retryServiceProvisioning: retry provisioning of services for a user
PUT /users/{id}/manager/$ref: set someone's manager, change who a person reports to
DELETE /users/{id}/manager/$ref: remove someone's manager
PUT /users/{id}/photo/$value: change a profile photo, upload my picture
GET /users/{id}/photo/$value: profile picture of a person
GET /users/{id}/memberOf: groups and roles of a person, which groups is a user in
GET /users/{id}/transitiveMemberOf: all groups of a person including nested ones
GET /users/{id}/ownedObjects: groups and applications that a person owns
GET /users/{id}/appRoleAssignments: apps assigned to a user
POST /users/{id}/appRoleAssignments: assign an app to a user, give someone access to an enterprise application
GET /users/{id}/oauth2PermissionGrants: apps to which a user has consented
GET /users/{id}/authentication/methods: authentication methods of a user, registered MFA and sign-in methods
POST /users/{id}/authentication/methods/{id}/resetPassword: reset a user's password, set a new password for somebody
GET /users/{id}/authentication/phoneMethods: phone numbers for multi-factor authentication
POST /users/{id}/authentication/phoneMethods: add an MFA phone number for a user
DELETE /users/{id}/authentication/phoneMethods/{id}: delete an MFA phone number of a user
GET /users/{id}/authentication/microsoftAuthenticatorMethods: Authenticator apps of a user
DELETE /users/{id}/authentication/microsoftAuthenticatorMethods/{id}: remove the Authenticator app of a user
GET /users/{id}/authentication/fido2Methods: passkeys and security keys of a user
DELETE /users/{id}/authentication/fido2Methods/{id}: delete a passkey or security key
GET /users/{id}/authentication/emailMethods: email address for self-service password reset
POST /users/{id}/authentication/temporaryAccessPassMethods: create a temporary access pass, one-time code for a new employee
DELETE /users/{id}/authentication/temporaryAccessPassMethods/{id}: delete a temporary access pass
GET /users/{id}/authentication/windowsHelloForBusinessMethods: Windows Hello keys of a user
GET /reports/authenticationMethods/userRegistrationDetails: who has registered for MFA, users without multi-factor authentication
GET /policies/authenticationMethodsPolicy: which authentication methods are enabled, is SMS sign-in allowed
PATCH /policies/authenticationMethodsPolicy: enable passkeys for the tenant
GET /policies/authenticationStrengthPolicies: authentication strengths
GET /policies/identitySecurityDefaultsEnforcementPolicy: are security defaults on
PATCH /policies/identitySecurityDefaultsEnforcementPolicy: turn security defaults on or off
GET /policies/authorizationPolicy: who can invite guests, what can default users do
PATCH /policies/authorizationPolicy: restrict guest invitations, change default user permissions
GET /policies/crossTenantAccessPolicy/partners: cross-tenant access with partner organisations
GET /policies/adminConsentRequestPolicy: who reviews requests for admin consent
GET /policies/tokenLifetimePolicies: token lifetime policies
GET /policies/claimsMappingPolicies: claims mapping policies
GET /policies/permissionGrantPolicies: consent policies for apps
GET /identity/conditionalAccess/policies: conditional access policies
POST /identity/conditionalAccess/policies: create a conditional access policy, require MFA for an app
PATCH /identity/conditionalAccess/policies/{id}: change or disable a conditional access policy
DELETE /identity/conditionalAccess/policies/{id}: delete a conditional access policy
POST /identity/conditionalAccess/evaluate: what if, which conditional access policies apply to a sign-in
GET /identity/conditionalAccess/namedLocations: named locations, trusted networks and IP ranges, blocked countries
POST /identity/conditionalAccess/namedLocations: add a trusted IP range, add a named location
GET /identity/conditionalAccess/templates: conditional access templates
GET /identity/identityProviders: identity providers, sign-in with Google or Facebook
GET /identity/b2xUserFlows: user flows for external sign-up
GET /identityProtection/riskyUsers: users at risk, risky users
GET /identityProtection/riskyUsers/{id}/history: risk history of a user
POST /identityProtection/riskyUsers/dismiss: dismiss the risk of a user, mark a user as safe, false positive
POST /identityProtection/riskyUsers/confirmCompromised: confirm that a user is compromised
GET /identityProtection/riskDetections: risk detections, risky or suspicious sign-ins, sign-ins from unfamiliar places
GET /identityProtection/riskyServicePrincipals: applications at risk, risky workload identities
GET /auditLogs/signIns: sign-in log, failed logins, when did a user last sign in
GET /auditLogs/directoryAudits: directory audit log, who changed a group or user
GET /auditLogs/provisioning: provisioning log
GET /applications: app registrations, applications registered in the tenant
POST /applications: register an application, new app registration
PATCH /applications/{id}: change an app registration, add a redirect URI
DELETE /applications/{id}: delete an app registration
POST /applications/{id}/addPassword: create a client secret for an application
POST /applications/{id}/removePassword: delete a client secret of an application
POST /applications/{id}/addKey: add a certificate to an application
GET /applications/{id}/owners: who owns an app registration
POST /applications/{id}/owners/$ref: add an owner to an app registration
GET /applications/{id}/federatedIdentityCredentials: federated credentials of an application
POST /applications/{id}/federatedIdentityCredentials: add a federated credential, let GitHub Actions sign in
GET /servicePrincipals: enterprise applications, service principals
PATCH /servicePrincipals/{id}: disable an enterprise application, require assignment for an app
DELETE /servicePrincipals/{id}: delete an enterprise application
GET /servicePrincipals/{id}/appRoleAssignedTo: who is assigned to an enterprise application
POST /servicePrincipals/{id}/appRoleAssignedTo: assign users or groups to an enterprise application
GET /servicePrincipals/{id}/appRoleAssignments: application permissions granted to an app
GET /servicePrincipals/{id}/oauth2PermissionGrants: delegated permissions granted to an app
GET /oauth2PermissionGrants: delegated permission grants, consents to apps
POST /oauth2PermissionGrants: grant consent to an app for everybody
DELETE /oauth2PermissionGrants/{id}: revoke consent of an app
POST /servicePrincipals/{id}/addTokenSigningCertificate: create a SAML signing certificate
GET /servicePrincipals/{id}/synchronization/jobs: provisioning jobs of an enterprise application
POST /servicePrincipals/{id}/synchronization/jobs/{id}/start: start user provisioning to an app
GET /applicationTemplates: gallery of applications
POST /applicationTemplates/{id}/instantiate: add an app from the gallery
GET /domains: domains of the tenant, verified domain names
POST /domains: add a domain to the tenant
GET /domains/{id}/verificationDnsRecords: DNS records to verify a domain
GET /domains/{id}/serviceConfigurationRecords: DNS records for mail and other services
POST /domains/{id}/verify: verify ownership of a domain
DELETE /domains/{id}: remove a domain
GET /organization: tenant details, name and address of the organisation
GET /organization/{id}/branding: company branding of the sign-in page
PATCH /organization/{id}/branding: change the logo and colours of the sign-in page
GET /subscribedSkus: licences that we own, free licences, subscriptions and how many are used
GET /directory/subscriptions: commercial subscriptions and renewal dates
GET /directory/deletedItems/microsoft.graph.user: deleted users, recycle bin of accounts
GET /directory/deletedItems/microsoft.graph.group: deleted groups that can be restored
GET /directory/deletedItems/microsoft.graph.application: deleted app registrations
POST /directory/deletedItems/{id}/restore: restore a deleted user or group, undelete an account
DELETE /directory/deletedItems/{id}: permanently delete a user or group
GET /directory/administrativeUnits: administrative units
POST /directory/administrativeUnits: create an administrative unit
GET /directory/administrativeUnits/{id}/members: who is in an administrative unit
POST /directory/administrativeUnits/{id}/scopedRoleMembers: give someone an admin role for an administrative unit
GET /directory/onPremisesSynchronization: directory synchronisation with Active Directory
GET /directory/customSecurityAttributeDefinitions: custom security attributes
GET /directoryRoles: directory roles in use
GET /directoryRoles/{id}/members: who is global administrator, members of an admin role
GET /contacts: organisational contacts, external contacts in the address list
GET /contracts: partner contracts, customers of a partner
POST /invitations: invite a guest, let an external partner into the tenant
POST /groups: create a group, new security group or Microsoft 365 group
PATCH /groups/{id}: rename a group, change a group's description
DELETE /groups/{id}: delete a group
GET /groups/{id}/members: who is in a group
GET /groups/{id}/transitiveMembers: all members of a group including nested groups
POST /groups/{id}/members/$ref: add a person to a group
DELETE /groups/{id}/members/{id}/$ref: remove a person from a group
GET /groups/{id}/owners: who owns a group
POST /groups/{id}/owners/$ref: make someone owner of a group
POST /groups/{id}/renew: renew a group before it expires
GET /groups/{id}/conversations: conversations in a group mailbox
GET /groups/{id}/threads: threads in a group mailbox
GET /groupLifecyclePolicies: when do groups expire
GET /groupSettings: naming policy for groups, who can create groups
POST /users/{id}/getMemberGroups: ids of all groups of a person
POST /users/{id}/checkMemberGroups: is a user in these groups
`;
