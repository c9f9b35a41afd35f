/** Users, sign-in, applications, domains and the directory. */
export const identityIntents = `
POST /users: create a user, new employee account, add an account to the tenant, set up an account for a new hire, new starter needs a login, add an employee to the directory
PATCH /users/{id}: change a user's job title or department, disable an account, block sign-in of a user, update a profile, employee has a new job title, change somebody's surname after a wedding, update the phone number or office of a user, suspend an account, deactivate the account of somebody who left, lock a person out, reactivate an account, set the usage location of a user, give a user a new password, user must change the password at the next login, disable a user, enable a user again, unlock an account that was blocked, stop a user from signing in, change the department of an employee
DELETE /users/{id}: delete a user, delete a user account, delete a guest, remove an employee who left, someone has quit so delete the account, remove a person from the tenant
POST /users/{id}/revokeSignInSessions: sign a user out of all sessions, revoke sign-ins and refresh tokens, force sign-out everywhere, kick an account out everywhere, end all open sessions of a person, account was taken over so log it out, invalidate tokens of a stolen device, force somebody to sign in again
POST /users/{id}/changePassword: change my password, I want a new password
POST /users/{id}/assignLicense: assign a licence to a user, take a licence away, employee gets Office, swap a licence, free a licence that is not needed
GET /users/{id}/licenseDetails: which licences does a user have, does somebody have a Teams licence, what is a user licensed for, which plans are active for a person
POST /users/{id}/retryServiceProvisioning: retry provisioning of services for a user
PUT /users/{id}/manager/$ref: set someone's manager, change who a person reports to, somebody reports to a new boss, change the manager of an employee, assign a new line manager
DELETE /users/{id}/manager/$ref: remove someone's manager
PUT /users/{id}/photo/$value: change a profile photo, upload my picture, replace my picture, upload a portrait for an employee
GET /users/{id}/photo/$value: profile picture of a person
GET /users/{id}/memberOf: groups and roles of a person, which groups is a user in, memberships of a user, what does somebody have access to through groups, is a person in a role or group
GET /users/{id}/transitiveMemberOf: all groups of a person including nested ones, nested memberships of a user
GET /users/{id}/ownedObjects: groups and applications that a person owns, what does a leaver own, things that belong to a person in the directory
GET /users/{id}/appRoleAssignments: apps assigned to a user, applications that somebody may use, to which apps was a person added
POST /users/{id}/appRoleAssignments: assign an app to a user, give someone access to an enterprise application
GET /users/{id}/oauth2PermissionGrants: apps to which a user has consented, which apps may act for a person, apps to which somebody gave access to mail
GET /users/{id}/authentication/methods: authentication methods of a user, registered MFA and sign-in methods, how does somebody prove the identity at login, second factors of a person, does a user have multi-factor set up, phone app or text message for login, ways in which a person can sign in, reset MFA of a user, user has to register MFA again
POST /users/{id}/authentication/methods/{id}/resetPassword: reset a user's password, set a new password for somebody, somebody forgot the password, give a person a new initial password, locked out and needs a new password
GET /users/{id}/authentication/phoneMethods: phone numbers for multi-factor authentication, on which number does somebody get the code
POST /users/{id}/authentication/phoneMethods: add an MFA phone number for a user, somebody has a new mobile for login codes
DELETE /users/{id}/authentication/phoneMethods/{id}: delete an MFA phone number of a user, reset MFA after a change of number
GET /users/{id}/authentication/microsoftAuthenticatorMethods: Authenticator apps of a user
DELETE /users/{id}/authentication/microsoftAuthenticatorMethods/{id}: remove the Authenticator app of a user, old phone with the Authenticator app was lost so remove it, reset multi-factor because of a new phone
GET /users/{id}/authentication/fido2Methods: passkeys and security keys of a user, does a person have a hardware key, passkeys
DELETE /users/{id}/authentication/fido2Methods/{id}: delete a passkey or security key
GET /users/{id}/authentication/emailMethods: email address for self-service password reset
POST /users/{id}/authentication/temporaryAccessPassMethods: create a temporary access pass, one-time code for a new employee, temporary login code, let somebody sign in once without a password, access code that is valid for an hour, passcode to get started without a phone
DELETE /users/{id}/authentication/temporaryAccessPassMethods/{id}: delete a temporary access pass
GET /users/{id}/authentication/windowsHelloForBusinessMethods: Windows Hello keys of a user
GET /reports/authenticationMethods/userRegistrationDetails: who has registered for MFA, users without multi-factor authentication, which accounts have no second factor, who is not protected by multi-factor, share of people who can go passwordless, is self-service password reset registered
GET /policies/authenticationMethodsPolicy: which authentication methods are enabled, is SMS sign-in allowed, may people log in with a text message, which second factors do we accept
PATCH /policies/authenticationMethodsPolicy: enable passkeys for the tenant, forbid text messages as a second factor, turn on passwordless
GET /policies/authenticationStrengthPolicies: authentication strengths, phishing-resistant combinations of factors
GET /policies/identitySecurityDefaultsEnforcementPolicy: are security defaults on, is basic protection on for the tenant
PATCH /policies/identitySecurityDefaultsEnforcementPolicy: turn security defaults on or off
GET /policies/authorizationPolicy: who can invite guests, what can default users do, may employees register applications, may guests see the directory, can members invite outsiders
PATCH /policies/authorizationPolicy: restrict guest invitations, change default user permissions, stop employees from creating tenants or apps, only admins may invite guests
GET /policies/crossTenantAccessPolicy/partners: cross-tenant access with partner organisations, which companies do we trust, settings for working with another tenant
GET /policies/adminConsentRequestPolicy: who reviews requests for admin consent, can people ask an admin to approve an app
GET /policies/tokenLifetimePolicies: token lifetime policies
GET /policies/claimsMappingPolicies: claims mapping policies
GET /policies/permissionGrantPolicies: consent policies for apps, to which permissions may employees consent themselves
GET /identity/conditionalAccess/policies: conditional access policies
POST /identity/conditionalAccess/policies: create a conditional access policy, require MFA for an app, demand a second factor from outside the office, block logins from abroad, new access rule, forbid old mail programs to sign in, only managed devices may open SharePoint
PATCH /identity/conditionalAccess/policies/{id}: change or disable a conditional access policy, exclude somebody from an access rule, switch a policy to report-only
DELETE /identity/conditionalAccess/policies/{id}: delete a conditional access policy, drop an access rule
POST /identity/conditionalAccess/evaluate: what if, which conditional access policies apply to a sign-in, test what would happen when somebody signs in
GET /identity/conditionalAccess/namedLocations: named locations, trusted networks and IP ranges, blocked countries, networks that we trust, office IP addresses, countries from which nobody may sign in, blocked or allowed countries
POST /identity/conditionalAccess/namedLocations: add a trusted IP range, add a named location, our office has a new IP address, block a country, define a trusted network
GET /identity/conditionalAccess/templates: conditional access templates
GET /identity/identityProviders: identity providers, sign-in with Google or Facebook, may customers log in with a Google account
GET /identity/b2xUserFlows: user flows for external sign-up
GET /identityProtection/riskyUsers: users at risk, risky users, accounts that may be hacked, who might have been compromised, suspicious accounts, leaked passwords of our people, endangered accounts, who may have lost the password to criminals
GET /identityProtection/riskyUsers/{id}/history: risk history of a user, what happened to a risky account
POST /identityProtection/riskyUsers/dismiss: dismiss the risk of a user, mark a user as safe, false positive, it was a false alarm about an account, clear the risk
POST /identityProtection/riskyUsers/confirmCompromised: confirm that a user is compromised, an account has really been hacked
GET /identityProtection/riskDetections: risk detections, risky or suspicious sign-ins, sign-ins from unfamiliar places, strange logins, impossible travel, login from an anonymous network, dangerous sign-ins that Microsoft noticed, unusual login activity
GET /identityProtection/riskyServicePrincipals: applications at risk, risky workload identities, suspicious applications
GET /auditLogs/signIns: sign-in log, failed logins, when did a user last sign in, who logged in from abroad, when was an account last used, rejected logins, wrong passwords
GET /auditLogs/directoryAudits: directory audit log, who changed a group or user, what did administrators do, who deleted an account, trail of changes to users and groups
GET /auditLogs/provisioning: provisioning log, did the accounts reach the SaaS app, errors when users are synchronised to an app
GET /applications: app registrations, applications registered in the tenant, apps with expiring secrets, our own apps, when do certificates of apps run out
POST /applications: register an application, new app registration, new client id for a program, create an identity for an app
PATCH /applications/{id}: change an app registration, add a redirect URI, rename an app registration, allow another reply address
DELETE /applications/{id}: delete an app registration, app is no longer used so delete its registration
POST /applications/{id}/addPassword: create a client secret for an application, the secret of an app runs out so make a new one, renew the password of an application
POST /applications/{id}/removePassword: delete a client secret of an application, a secret has leaked so revoke it
POST /applications/{id}/addKey: add a certificate to an application
GET /applications/{id}/owners: who owns an app registration, who is responsible for an app
POST /applications/{id}/owners/$ref: add an owner to an app registration
GET /applications/{id}/federatedIdentityCredentials: federated credentials of an application
POST /applications/{id}/federatedIdentityCredentials: add a federated credential, let GitHub Actions sign in, let a pipeline sign in without a secret, workload identity for Kubernetes
GET /servicePrincipals: enterprise applications, service principals, apps of vendors that people use, programs with single sign-on, all enterprise apps
PATCH /servicePrincipals/{id}: disable an enterprise application, require assignment for an app, block everybody from using an app
DELETE /servicePrincipals/{id}: delete an enterprise application
GET /servicePrincipals/{id}/appRoleAssignedTo: who is assigned to an enterprise application, which people and groups may use an app
POST /servicePrincipals/{id}/appRoleAssignedTo: assign users or groups to an enterprise application, let a department use an app
GET /servicePrincipals/{id}/appRoleAssignments: application permissions granted to an app, what may an app do without a user, which programs can read all mailboxes
GET /servicePrincipals/{id}/oauth2PermissionGrants: delegated permissions granted to an app, rights that users or admins gave an app
GET /oauth2PermissionGrants: delegated permission grants, consents to apps, which apps may read our mail or files, what has been consented to, rights that an administrator approved for apps, permissions that software has been given, who allowed an app to use our data
POST /oauth2PermissionGrants: grant consent to an app for everybody, admin consent for an app
DELETE /oauth2PermissionGrants/{id}: revoke consent of an app, withdraw the permissions of an app, an app should no longer read our mail
POST /servicePrincipals/{id}/addTokenSigningCertificate: create a SAML signing certificate
GET /servicePrincipals/{id}/synchronization/jobs: provisioning jobs of an enterprise application, is the user sync to an app healthy
POST /servicePrincipals/{id}/synchronization/jobs/{id}/start: start user provisioning to an app
GET /applicationTemplates: gallery of applications, ready-made SaaS apps for single sign-on
POST /applicationTemplates/{id}/instantiate: add an app from the gallery, set up single sign-on with a SaaS product
GET /domains: domains of the tenant, verified domain names, web addresses of the company, which domains are verified, is a domain federated
POST /domains: add a domain to the tenant, we bought a new domain, use another address after the @ sign, register a web address in the tenant
GET /domains/{id}/verificationDnsRecords: DNS records to verify a domain, TXT record that proves that a domain is ours
GET /domains/{id}/serviceConfigurationRecords: DNS records for mail and other services, MX and SPF records that we need
POST /domains/{id}/verify: verify ownership of a domain, confirm that a domain belongs to us
DELETE /domains/{id}: remove a domain, we gave up a domain
GET /organization: tenant details, name and address of the organisation
GET /organization/{id}/branding: company branding of the sign-in page, how does our login page look, background picture of the sign-in page
PATCH /organization/{id}/branding: change the logo and colours of the sign-in page, put our logo and colours on the login screen, customise the sign-in page, text on the sign-in page
GET /subscribedSkus: licences that we own, free licences, subscriptions and how many are used, how many seats are left, what have we bought from Microsoft, unused licences
GET /directory/subscriptions: commercial subscriptions and renewal dates, when does our subscription renew, contracts with Microsoft that end soon, trial subscriptions
GET /directory/deletedItems/microsoft.graph.user: deleted users, recycle bin of accounts, accounts deleted in the last 30 days, can a removed employee still be recovered, list of deleted accounts, users who were deleted
GET /directory/deletedItems/microsoft.graph.group: deleted groups that can be restored, group was deleted by mistake, removed groups
GET /directory/deletedItems/microsoft.graph.application: deleted app registrations
POST /directory/deletedItems/{id}/restore: restore a deleted user or group, undelete an account, bring a deleted employee or team back, an account was removed by accident, recover a removed group, revive a user from the recycle bin, undo the deletion of an account, take back a deletion
DELETE /directory/deletedItems/{id}: permanently delete a user or group, erase an account for good, empty the directory's recycle bin
GET /directory/administrativeUnits: administrative units, parts of the organisation with their own administrators, regions or branches with delegated administration
POST /directory/administrativeUnits: create an administrative unit
GET /directory/administrativeUnits/{id}/members: who is in an administrative unit
POST /directory/administrativeUnits/{id}/scopedRoleMembers: give someone an admin role for an administrative unit
GET /directory/onPremisesSynchronization: directory synchronisation with Active Directory, is the sync with the local Active Directory on, settings of Entra Connect
GET /directory/customSecurityAttributeDefinitions: custom security attributes
GET /directoryRoles: directory roles in use, roles for administrators
GET /directoryRoles/{id}/members: who is global administrator, members of an admin role, people with the highest rights, administrators of Exchange or Teams
GET /contacts: organisational contacts, external contacts in the address list, people outside who are in our address list
GET /contracts: partner contracts, customers of a partner, customer tenants that we manage
POST /invitations: invite a guest, let an external partner into the tenant, give a freelancer access, external person should work with us, guest account for a supplier
POST /groups: create a group, new security group or Microsoft 365 group, set up a mailing list, new team of people with a shared mailbox
PATCH /groups/{id}: rename a group, change a group's description, change who can join a group, make a group private, rename a mailing list, dynamic membership rule
DELETE /groups/{id}: delete a group, dissolve a group, project is over so delete its group
GET /groups/{id}/members: who is in a group
GET /groups/{id}/transitiveMembers: all members of a group including nested groups
POST /groups/{id}/members/$ref: add a person to a group
DELETE /groups/{id}/members/{id}/$ref: remove a person from a group
GET /groups/{id}/owners: who owns a group, who is responsible for a group
POST /groups/{id}/owners/$ref: make someone owner of a group
POST /groups/{id}/renew: renew a group before it expires, group is about to expire so keep it, extend the life of a group
GET /groups/{id}/conversations: conversations in a group mailbox
GET /groups/{id}/threads: threads in a group mailbox
GET /groupLifecyclePolicies: when do groups expire, are unused groups deleted automatically, lifetime of groups
GET /groupSettings: naming policy for groups, who can create groups, rules for naming groups, blocked words in group names, are employees allowed to create groups
POST /users/{id}/getMemberGroups: ids of all groups of a person
POST /users/{id}/checkMemberGroups: is a user in these groups
DELETE /users/{id}/photo: remove a profile picture
GET /users/{id}/createdObjects: objects that a person created in the directory
DELETE /users/{id}/appRoleAssignments/{id}: take an app away from a user
GET /users/{id}/authentication/passwordMethods: when did a user last change the password
PATCH /users/{id}/authentication/phoneMethods/{id}: correct the number for the second factor
GET /users/{id}/authentication/softwareOathMethods: one-time password apps of a user
POST /policies/authenticationStrengthPolicies: define which factors count as strong
GET /policies/crossTenantAccessPolicy/default: default settings for collaboration with other tenants
POST /policies/crossTenantAccessPolicy/partners: trust the multi-factor of a partner tenant, set up collaboration with another company
GET /policies/featureRolloutPolicies: staged rollout of cloud authentication
GET /policies/homeRealmDiscoveryPolicies: where are users redirected to sign in
GET /policies/appManagementPolicies: restrictions on secrets of apps
GET /policies/defaultAppManagementPolicy: may apps use long-lived secrets
GET /policies/activityBasedTimeoutPolicies: after how long are idle users signed out
GET /identity/conditionalAccess/policies/{id}: what does a conditional access policy require
GET /identity/conditionalAccess/authenticationContextClassReferences: authentication contexts for sensitive actions
PATCH /identity/conditionalAccess/namedLocations/{id}: add an IP range to a named location
GET /identity/apiConnectors: API connectors for sign-up
GET /identity/userFlowAttributes: attributes collected when customers sign up
GET /identityProtection/servicePrincipalRiskDetections: strange behaviour of an application
GET /applications/{id}: details of an app registration, redirect addresses of an app, when does the secret of an app expire
POST /applications/{id}/setVerifiedPublisher: set the verified publisher of an app
GET /applications/{id}/extensionProperties: extra attributes that an app adds to users
GET /servicePrincipals/{id}: details of an enterprise application
POST /servicePrincipals: add an app to the tenant by its client id
POST /servicePrincipals/{id}/appRoleAssignments: grant an app an application permission, let a daemon read mail
DELETE /servicePrincipals/{id}/appRoleAssignments/{id}: revoke an application permission
GET /servicePrincipals/{id}/owners: who owns an enterprise app
GET /servicePrincipals/{id}/claimsMappingPolicies: which claims does an app get
POST /servicePrincipals/{id}/synchronization/jobs/{id}/restart: start the provisioning of an app from scratch
POST /servicePrincipals/{id}/synchronization/jobs/{id}/provisionOnDemand: push one user to an app now
PATCH /domains/{id}: make a domain the default
GET /domains/{id}: is a domain verified
GET /domains/{id}/domainNameReferences: which users and groups still use a domain
GET /domains/{id}/federationConfiguration: federation of a domain with another identity provider
POST /domains/{id}/forceDelete: delete a domain that is still in use
PATCH /organization/{id}: change the technical contact or marketing mails of the tenant, update our company address
PUT /organization/{id}/branding/localizations/{id}/bannerLogo: upload the logo for the sign-in page
PUT /organization/{id}/branding/localizations/{id}/backgroundImage: upload a background picture for the sign-in page
GET /organization/{id}/certificateBasedAuthConfiguration: certificate authorities for smart card login
GET /directory/deletedItems/microsoft.graph.servicePrincipal: deleted enterprise applications
POST /directory/administrativeUnits/{id}/members/$ref: add a user to an administrative unit
GET /directory/administrativeUnits/{id}/scopedRoleMembers: who administers a branch or unit
GET /directory/attributeSets: groups of custom security attributes
GET /directory/publicKeyInfrastructure/certificateBasedAuthConfigurations: certificate authorities that we trust
POST /directoryRoles/{id}/members/$ref: make somebody an administrator
DELETE /directoryRoles/{id}/members/{id}/$ref: take admin rights away
GET /directoryRoleTemplates: which admin roles does Microsoft offer
DELETE /groups/{id}/owners/{id}/$ref: remove an owner of a group
GET /groups/{id}/memberOf: in which groups is a group nested
GET /groups/{id}/appRoleAssignments: apps assigned to a group
POST /groups/{id}/assignLicense: license all members of a group, group-based licensing
GET /groups/{id}/membersWithLicenseErrors: members of a group without a licence because of errors
POST /groups/{id}/validateProperties: is a group name allowed
POST /groups/{id}/subscribeByMail: get the group's mail in my inbox
POST /groups/{id}/addFavorite: mark a group as favourite
POST /groupLifecyclePolicies: let groups expire after a year
PATCH /groupSettings/{id}: only certain people may create groups
GET /users/{id}/people: people relevant to a person
GET /users/{id}/directReports: people who report to somebody
GET /users/{id}/manager: somebody's boss
GET /users/{id}/contacts: contacts of a person in Outlook
GET /users/{id}/activities: recent activities across apps
GET /users/{id}/joinedTeams: teams that a person belongs to
GET /users/{id}/agreementAcceptances: terms that a user has accepted
GET /users/{id}/scopedRoleMemberOf: which administrative units does a person administer
GET /users/{id}/sponsors: who is the sponsor of a guest
`;
