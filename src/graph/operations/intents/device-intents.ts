/** Intune, Windows 365, apps and printers. One operation per line, with phrases separated by commas. */
export const deviceIntents = `
GET /deviceManagement/managedDevices: devices managed by Intune, company laptops and phones, list enrolled devices, which devices are not compliant, who uses which device
GET /deviceManagement/managedDevices/{id}: details of a managed device, when did the laptop last check in, serial number and operating system of a device, what do we know about this tablet
DELETE /deviceManagement/managedDevices/{id}: delete a device from Intune, remove an old laptop from management
PATCH /deviceManagement/managedDevices/{id}: change the owner type of a device, rename a managed device
POST /deviceManagement/managedDevices/{id}/wipe: wipe a device, factory reset a laptop, erase a lost or stolen phone
POST /deviceManagement/managedDevices/{id}/retire: retire a device, remove company data but keep private data, unenrol a personal phone, remove company apps and mail from a private device
POST /deviceManagement/managedDevices/{id}/remoteLock: lock a device remotely, lock the screen of a missing tablet, make a lost phone unusable for others
POST /deviceManagement/managedDevices/{id}/rebootNow: restart a device, reboot a computer remotely
POST /deviceManagement/managedDevices/{id}/shutDown: shut down a device, turn off a computer remotely, power off a PC
POST /deviceManagement/managedDevices/{id}/syncDevice: sync a device with Intune, make a device check in now, push policies to a device
POST /deviceManagement/managedDevices/{id}/resetPasscode: reset the passcode of a phone, forgotten device PIN, new unlock code for a work phone, locked out of a tablet
POST /deviceManagement/managedDevices/{id}/locateDevice: locate a device, find a lost phone on a map, where is a tablet or phone now, position of a missing device
POST /deviceManagement/managedDevices/{id}/disableLostMode: turn off lost mode, end lost mode on an iPad
POST /deviceManagement/managedDevices/{id}/recoverPasscode: recover the passcode of a device
POST /deviceManagement/managedDevices/{id}/bypassActivationLock: bypass the activation lock of an iPhone
POST /deviceManagement/managedDevices/{id}/windowsDefenderScan: scan a device for viruses, run a Defender antivirus scan, check a computer for malware
POST /deviceManagement/managedDevices/{id}/windowsDefenderUpdateSignatures: update virus signatures on a device
POST /deviceManagement/managedDevices/{id}/cleanWindowsDevice: fresh start of a Windows device, clean a PC but keep user data
GET /deviceManagement/managedDevices/{id}/deviceCompliancePolicyStates: why is a device not compliant, compliance state of one device, what is wrong with a laptop
GET /deviceManagement/managedDevices/{id}/deviceConfigurationStates: which configuration profiles apply to a device
POST /deviceManagement/managedDevices/{id}/requestRemoteAssistance: help an employee remotely on the computer
POST /deviceManagement/managedDevices/{id}/logCollectionRequests: collect logs from a computer
GET /deviceManagement/managedDevices/{id}/windowsProtectionState: is the antivirus of a computer up to date
GET /deviceManagement/managedDeviceOverview: number of devices by operating system, overview of managed devices
GET /deviceManagement/detectedApps: apps found on devices, software inventory, which programs are installed on the computers
GET /deviceManagement/detectedApps/{id}/managedDevices: which devices have an app installed, computers on which a program is installed
GET /deviceManagement/deviceCompliancePolicies: compliance policies, rules that a device must meet, what we require of phones and laptops
POST /deviceManagement/deviceCompliancePolicies: create a compliance policy for devices
POST /deviceManagement/deviceCompliancePolicies/{id}/assign: assign a compliance policy to groups, roll out a compliance policy
GET /deviceManagement/deviceCompliancePolicyDeviceStateSummary: how many devices are compliant, compliance summary
GET /deviceManagement/deviceConfigurations: configuration profiles, device settings deployed by Intune, VPN and Wi-Fi profiles, restrictions on devices
POST /deviceManagement/deviceConfigurations: create a configuration profile, set up Wi-Fi or VPN on all devices
POST /deviceManagement/deviceConfigurations/{id}/assign: assign a configuration profile to a group, roll out a Wi-Fi or VPN profile, deploy settings to laptops
GET /deviceManagement/deviceEnrollmentConfigurations: enrolment restrictions, limits on how many devices a person can enrol, who may enrol private phones
GET /deviceManagement/deviceCategories: device categories
POST /deviceManagement/deviceCategories: create a device category
GET /deviceManagement/windowsAutopilotDeviceIdentities: Autopilot devices, computers registered for Autopilot
POST /deviceManagement/importedWindowsAutopilotDeviceIdentities: import Autopilot devices, register a new computer for Autopilot by its hardware hash
POST /deviceManagement/windowsAutopilotDeviceIdentities/{id}/assignUserToDevice: assign an Autopilot device to a person
DELETE /deviceManagement/windowsAutopilotDeviceIdentities/{id}: remove a computer from Autopilot
GET /deviceManagement/applePushNotificationCertificate: when does the Apple push certificate expire
GET /deviceManagement/auditEvents: Intune audit log, who changed a device policy, changes that administrators made in Intune, who did what in Intune
GET /deviceManagement/troubleshootingEvents: failed enrolments, enrolment errors, why could a phone not be enrolled
GET /deviceManagement/windowsMalwareInformation: malware found on devices
GET /deviceManagement/softwareUpdateStatusSummary: state of Windows updates on devices, computers that are not up to date
GET /deviceManagement/iosUpdateStatuses: iOS update state of iPhones and iPads
GET /deviceManagement/termsAndConditions: terms and conditions for device enrolment
GET /deviceManagement/roleDefinitions: Intune administrator roles
GET /deviceManagement/roleAssignments: who has an Intune role
POST /deviceManagement/reports/exportJobs: export an Intune report
GET /deviceManagement/notificationMessageTemplates: messages sent to users of noncompliant devices
GET /deviceManagement/userExperienceAnalyticsDevicePerformance: slow computers, boot time and startup performance of devices
GET /deviceManagement/userExperienceAnalyticsAppHealthApplicationPerformance: which applications crash most
GET /deviceManagement/userExperienceAnalyticsOverview: endpoint analytics score
GET /deviceManagement/virtualEndpoint/cloudPCs: cloud PCs, Windows 365 virtual desktops
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/reboot: restart a cloud PC
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/restore: restore a cloud PC to an earlier snapshot
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/resize: resize a cloud PC, give a virtual desktop more memory
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/endGracePeriod: end the grace period of a cloud PC
GET /deviceManagement/virtualEndpoint/provisioningPolicies: provisioning policies for cloud PCs
GET /deviceManagement/virtualEndpoint/galleryImages: gallery images for cloud PCs
GET /deviceManagement/mobileThreatDefenseConnectors: connectors for mobile threat defense
GET /deviceManagement/remoteAssistancePartners: remote assistance partners
GET /deviceAppManagement/mobileApps: apps deployed by Intune, mobile apps in the company portal, which apps do we distribute
GET /deviceAppManagement/mobileApps/{id}/assignments: which groups get an app, who gets an app on the phone
POST /deviceAppManagement/mobileApps/{id}/assign: assign an app to a group, deploy an app to everybody, roll out an app, install an app on all laptops
POST /deviceAppManagement/mobileApps: add an app to Intune
DELETE /deviceAppManagement/mobileApps/{id}: remove an app from Intune
GET /deviceAppManagement/mobileAppCategories: categories of apps in the company portal
GET /deviceAppManagement/managedAppPolicies: app protection policies, rules for company data in apps
GET /deviceAppManagement/iosManagedAppProtections: app protection policies for iPhones
GET /deviceAppManagement/androidManagedAppProtections: app protection policies for Android
GET /deviceAppManagement/managedAppRegistrations: which users have protected apps
GET /deviceAppManagement/managedEBooks: books deployed to devices
GET /deviceAppManagement/vppTokens: Apple volume purchase tokens
POST /users/{id}/wipeManagedAppRegistrationsByDeviceTag: wipe company data from the apps on a device
GET /users/{id}/managedDevices: devices of a user that Intune manages, what laptop does a person have
GET /users/{id}/ownedDevices: devices that a user owns
GET /users/{id}/registeredDevices: devices registered by a user
GET /devices: devices joined to Entra, computers in the directory
DELETE /devices/{id}: delete a stale device from the directory
PATCH /devices/{id}: disable a device in Entra
GET /devices/{id}/registeredOwners: who owns a device
GET /directory/deviceLocalCredentials: local administrator passwords, LAPS
GET /directory/deviceLocalCredentials/{id}: local admin password of a computer, LAPS password
GET /informationProtection/bitlocker/recoveryKeys: BitLocker recovery keys, unlock an encrypted drive
GET /informationProtection/bitlocker/recoveryKeys/{id}: read a BitLocker recovery key
GET /print/printers: printers, list all printers in the tenant, Universal Print
GET /print/printers/{id}: status of a printer, is the printer out of paper, is a printer broken or offline, printer is out of toner
GET /print/shares: printer shares, printers that I can use
POST /print/shares: share a printer with people
POST /print/shares/{id}/jobs: print a file, create a print job on a shared printer
GET /print/shares/{id}/jobs: print jobs on a printer share
POST /print/shares/{id}/allowedGroups/$ref: let a department or group use a printer
DELETE /print/shares/{id}/allowedGroups/{id}/$ref: stop a group from using a printer
POST /print/shares/{id}/allowedUsers/$ref: let a person use a printer
GET /print/shares/{id}/allowedUsers: who may use a printer
GET /print/shares/{id}/allowedGroups: which groups may use a printer
GET /print/printers/{id}/jobs: print queue, documents waiting to be printed, what is waiting at the printer
POST /print/printers/{id}/jobs: create a print job on a printer
POST /print/printers/{id}/jobs/{id}/start: start a print job
POST /print/printers/{id}/jobs/{id}/cancel: cancel a print job, stop printing a document, stop my printout
POST /print/printers/{id}/jobs/{id}/redirect: send a print job to another printer, print elsewhere because a printer is broken
POST /print/printers/{id}/restoreFactoryDefaults: reset a printer to factory settings
DELETE /print/printers/{id}: unregister a printer
GET /print/connectors: print connectors
GET /reports/dailyPrintUsageByUser: pages printed per person per day
GET /reports/dailyPrintUsageByPrinter: pages printed per printer per day, how much a printer is used each day
GET /reports/monthlyPrintUsageByUser: who prints most in a month, pages printed per person per month
`;
