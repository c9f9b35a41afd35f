/** Intune, Windows 365, apps and printers. One operation per line, with phrases separated by commas. */
export const deviceIntents = `
GET /deviceManagement/managedDevices: devices managed by Intune, company laptops and phones, list enrolled devices, which devices are not compliant, who uses which device, hardware that the company manages, inventory of computers, all our iPads and Macs, machines without the latest policies, devices that have not been seen for weeks, which phones are enrolled
GET /deviceManagement/managedDevices/{id}: details of a managed device, when did the laptop last check in, serial number and operating system of a device, what do we know about this tablet, model and storage of a laptop, when was the tablet last online, which Windows version does this PC run
DELETE /deviceManagement/managedDevices/{id}: delete a device from Intune, remove an old laptop from management, take a scrapped computer out of Intune, forget a device
PATCH /deviceManagement/managedDevices/{id}: change the owner type of a device, rename a managed device, mark a phone as company owned or private
POST /deviceManagement/managedDevices/{id}/wipe: wipe a device, factory reset a laptop, erase a lost or stolen phone, delete everything on a stolen laptop, reset a computer to its original state, clear all data from a lost device, phone was stolen so destroy the data, set a device back to new
POST /deviceManagement/managedDevices/{id}/retire: retire a device, remove company data but keep private data, unenrol a personal phone, remove company apps and mail from a private device, employee leaves and keeps the private phone, remove work data from a bring-your-own device
POST /deviceManagement/managedDevices/{id}/remoteLock: lock a device remotely, lock the screen of a missing tablet, make a lost phone unusable for others, block a stolen phone right away, nobody should be able to use the missing laptop
POST /deviceManagement/managedDevices/{id}/rebootNow: restart a device, reboot a computer remotely, turn a computer off and on again, force a restart of a PC
POST /deviceManagement/managedDevices/{id}/shutDown: shut down a device, turn off a computer remotely, power off a PC, switch a machine off from afar
POST /deviceManagement/managedDevices/{id}/syncDevice: sync a device with Intune, make a device check in now, push policies to a device, force a policy refresh on a laptop, device should fetch its settings now, contact the device so that it updates its policies
POST /deviceManagement/managedDevices/{id}/resetPasscode: reset the passcode of a phone, forgotten device PIN, new unlock code for a work phone, locked out of a tablet, somebody cannot unlock the work phone, remove the PIN of a phone
POST /deviceManagement/managedDevices/{id}/locateDevice: locate a device, find a lost phone on a map, where is a tablet or phone now, position of a missing device, where did someone leave the phone, track down a stolen device, last known position of a laptop, geographical location of a tablet, make a lost device ring
POST /deviceManagement/managedDevices/{id}/disableLostMode: turn off lost mode, end lost mode on an iPad
POST /deviceManagement/managedDevices/{id}/recoverPasscode: recover the passcode of a device
POST /deviceManagement/managedDevices/{id}/bypassActivationLock: bypass the activation lock of an iPhone
POST /deviceManagement/managedDevices/{id}/windowsDefenderScan: scan a device for viruses, run a Defender antivirus scan, check a computer for malware, look for viruses on a PC, I suspect an infection on a laptop, quick or full scan
POST /deviceManagement/managedDevices/{id}/windowsDefenderUpdateSignatures: update virus signatures on a device, get the newest antivirus definitions onto a machine
POST /deviceManagement/managedDevices/{id}/cleanWindowsDevice: fresh start of a Windows device, clean a PC but keep user data, reinstall Windows without the preinstalled programs
GET /deviceManagement/managedDevices/{id}/deviceCompliancePolicyStates: why is a device not compliant, compliance state of one device, what is wrong with a laptop, which rule does a computer break, reason for noncompliance of a phone
GET /deviceManagement/managedDevices/{id}/deviceConfigurationStates: which configuration profiles apply to a device, did the settings arrive on a laptop
POST /deviceManagement/managedDevices/{id}/requestRemoteAssistance: help an employee remotely on the computer
POST /deviceManagement/managedDevices/{id}/logCollectionRequests: collect logs from a computer
GET /deviceManagement/managedDevices/{id}/windowsProtectionState: is the antivirus of a computer up to date, is Defender running on a PC, when was a computer last scanned
GET /deviceManagement/managedDeviceOverview: number of devices by operating system, overview of managed devices, how many Windows and Mac computers do we have, count of phones by platform
GET /deviceManagement/detectedApps: apps found on devices, software inventory, which programs are installed on the computers, software that people have installed, versions of a program across all PCs, is Chrome or Zoom on our machines, what software do we have on our PCs
GET /deviceManagement/detectedApps/{id}/managedDevices: which devices have an app installed, computers on which a program is installed, who has a certain program on the computer
GET /deviceManagement/deviceCompliancePolicies: compliance policies, rules that a device must meet, what we require of phones and laptops, conditions for a device to count as safe, minimum Windows version and encryption that we demand
POST /deviceManagement/deviceCompliancePolicies: create a compliance policy for devices, demand encryption on all laptops, new rule for devices
POST /deviceManagement/deviceCompliancePolicies/{id}/assign: assign a compliance policy to groups, roll out a compliance policy
GET /deviceManagement/deviceCompliancePolicyDeviceStateSummary: how many devices are compliant, compliance summary, percentage of healthy devices, share of machines that fail the rules, number of noncompliant computers
GET /deviceManagement/deviceConfigurations: configuration profiles, device settings deployed by Intune, VPN and Wi-Fi profiles, restrictions on devices, profiles with settings for computers, which settings do we push to phones, certificate and email profiles
POST /deviceManagement/deviceConfigurations: create a configuration profile, set up Wi-Fi or VPN on all devices, distribute the office Wi-Fi to phones, disable the camera or USB sticks on laptops
POST /deviceManagement/deviceConfigurations/{id}/assign: assign a configuration profile to a group, roll out a Wi-Fi or VPN profile, deploy settings to laptops
GET /deviceManagement/deviceEnrollmentConfigurations: enrolment restrictions, limits on how many devices a person can enrol, who may enrol private phones, may people register their own phones, maximum number of devices per person
GET /deviceManagement/deviceCategories: device categories
POST /deviceManagement/deviceCategories: create a device category
GET /deviceManagement/windowsAutopilotDeviceIdentities: Autopilot devices, computers registered for Autopilot, hardware that sets itself up on first start, list of new computers with zero-touch setup, Autopilot serial numbers
POST /deviceManagement/importedWindowsAutopilotDeviceIdentities: import Autopilot devices, register a new computer for Autopilot by its hardware hash, prepare new laptops from the vendor for zero-touch setup, upload hardware hashes
POST /deviceManagement/windowsAutopilotDeviceIdentities/{id}/assignUserToDevice: assign an Autopilot device to a person, reserve a new laptop for an employee
DELETE /deviceManagement/windowsAutopilotDeviceIdentities/{id}: remove a computer from Autopilot
GET /deviceManagement/applePushNotificationCertificate: when does the Apple push certificate expire, renew the certificate for managing iPhones
GET /deviceManagement/auditEvents: Intune audit log, who changed a device policy, changes that administrators made in Intune, who did what in Intune, who edited a compliance rule, trail of changes in device management
GET /deviceManagement/troubleshootingEvents: failed enrolments, enrolment errors, why could a phone not be enrolled, why does a phone not register, problems with enrolling
GET /deviceManagement/windowsMalwareInformation: malware found on devices, viruses that were found on our PCs, infected computers
GET /deviceManagement/softwareUpdateStatusSummary: state of Windows updates on devices, computers that are not up to date, which machines lack patches, missing Windows updates, patch level
GET /deviceManagement/iosUpdateStatuses: iOS update state of iPhones and iPads
GET /deviceManagement/termsAndConditions: terms and conditions for device enrolment
GET /deviceManagement/roleDefinitions: Intune administrator roles
GET /deviceManagement/roleAssignments: who has an Intune role, who administers Intune
POST /deviceManagement/reports/exportJobs: export an Intune report
GET /deviceManagement/notificationMessageTemplates: messages sent to users of noncompliant devices
GET /deviceManagement/userExperienceAnalyticsDevicePerformance: slow computers, boot time and startup performance of devices, which laptops start slowly, sluggish machines
GET /deviceManagement/userExperienceAnalyticsAppHealthApplicationPerformance: which applications crash most, unstable programs, software that hangs or crashes
GET /deviceManagement/userExperienceAnalyticsOverview: endpoint analytics score
GET /deviceManagement/virtualEndpoint/cloudPCs: cloud PCs, Windows 365 virtual desktops, virtual machines of employees, who has a Windows 365 desktop
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/reboot: restart a cloud PC, virtual desktop hangs so restart it
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/restore: restore a cloud PC to an earlier snapshot, roll a virtual desktop back to yesterday
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/resize: resize a cloud PC, give a virtual desktop more memory, bigger virtual desktop with more processors
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/endGracePeriod: end the grace period of a cloud PC
GET /deviceManagement/virtualEndpoint/provisioningPolicies: provisioning policies for cloud PCs
GET /deviceManagement/virtualEndpoint/galleryImages: gallery images for cloud PCs
GET /deviceManagement/mobileThreatDefenseConnectors: connectors for mobile threat defense
GET /deviceManagement/remoteAssistancePartners: remote assistance partners
GET /deviceAppManagement/mobileApps: apps deployed by Intune, mobile apps in the company portal, which apps do we distribute, software that we offer to employees, programs in the company portal, which apps does Intune deliver
GET /deviceAppManagement/mobileApps/{id}/assignments: which groups get an app, who gets an app on the phone, who is a program distributed to
POST /deviceAppManagement/mobileApps/{id}/assign: assign an app to a group, deploy an app to everybody, roll out an app, install an app on all laptops, push a program to all computers, make an app mandatory on phones, distribute software to a department
POST /deviceAppManagement/mobileApps: add an app to Intune, offer a new program to employees, add an in-house app, upload software for distribution, line-of-business application
DELETE /deviceAppManagement/mobileApps/{id}: remove an app from Intune, stop distributing a program
GET /deviceAppManagement/mobileAppCategories: categories of apps in the company portal
GET /deviceAppManagement/managedAppPolicies: app protection policies, rules for company data in apps, may people copy company data out of Outlook on the phone
GET /deviceAppManagement/iosManagedAppProtections: app protection policies for iPhones
GET /deviceAppManagement/androidManagedAppProtections: app protection policies for Android
GET /deviceAppManagement/managedAppRegistrations: which users have protected apps
GET /deviceAppManagement/managedEBooks: books deployed to devices
GET /deviceAppManagement/vppTokens: Apple volume purchase tokens
POST /users/{id}/wipeManagedAppRegistrationsByDeviceTag: wipe company data from the apps on a device
GET /users/{id}/managedDevices: devices of a user that Intune manages, what laptop does a person have, hardware of one employee, which phone does somebody use for work
GET /users/{id}/ownedDevices: devices that a user owns
GET /users/{id}/registeredDevices: devices registered by a user
GET /devices: devices joined to Entra, computers in the directory, computers known to Entra, registered devices of the tenant, stale devices that nobody uses
DELETE /devices/{id}: delete a stale device from the directory, remove an old computer from Entra
PATCH /devices/{id}: disable a device in Entra, block a computer from signing in
GET /devices/{id}/registeredOwners: who owns a device, who does a computer belong to
GET /directory/deviceLocalCredentials: local administrator passwords, LAPS, rotated administrator passwords of PCs
GET /directory/deviceLocalCredentials/{id}: local admin password of a computer, LAPS password, password of the built-in administrator, local admin account of a laptop
GET /informationProtection/bitlocker/recoveryKeys: BitLocker recovery keys, unlock an encrypted drive, laptop asks for a recovery key at startup, disk encryption keys, which drives are encrypted
GET /informationProtection/bitlocker/recoveryKeys/{id}: read a BitLocker recovery key, unlock code for an encrypted disk, 48-digit recovery key
GET /print/printers: printers, list all printers in the tenant, Universal Print, which printers exist, printers of our offices, printing devices
GET /print/printers/{id}: status of a printer, is the printer out of paper, is a printer broken or offline, printer is out of toner, does the printer work, why does the printer not print, toner and paper level
GET /print/shares: printer shares, printers that I can use, where can I print
POST /print/shares: share a printer with people, make a printer available to everybody
POST /print/shares/{id}/jobs: print a file, create a print job on a shared printer, print this document, make a paper copy
GET /print/shares/{id}/jobs: print jobs on a printer share
POST /print/shares/{id}/allowedGroups/$ref: let a department or group use a printer
DELETE /print/shares/{id}/allowedGroups/{id}/$ref: stop a group from using a printer
POST /print/shares/{id}/allowedUsers/$ref: let a person use a printer
GET /print/shares/{id}/allowedUsers: who may use a printer
GET /print/shares/{id}/allowedGroups: which groups may use a printer
GET /print/printers/{id}/jobs: print queue, documents waiting to be printed, what is waiting at the printer, what is in the queue of a printer, who blocks the printer
POST /print/printers/{id}/jobs: create a print job on a printer
POST /print/printers/{id}/jobs/{id}/start: start a print job
POST /print/printers/{id}/jobs/{id}/cancel: cancel a print job, stop printing a document, stop my printout, remove a document from the print queue, I printed the wrong file
POST /print/printers/{id}/jobs/{id}/redirect: send a print job to another printer, print elsewhere because a printer is broken
POST /print/printers/{id}/restoreFactoryDefaults: reset a printer to factory settings
DELETE /print/printers/{id}: unregister a printer
GET /print/connectors: print connectors, computers that connect printers to the cloud
GET /reports/dailyPrintUsageByUser: pages printed per person per day, who printed how much today
GET /reports/dailyPrintUsageByPrinter: pages printed per printer per day, how much a printer is used each day
GET /reports/monthlyPrintUsageByUser: who prints most in a month, pages printed per person per month, paper consumption per employee, who prints the most
GET /deviceManagement/deviceCompliancePolicies/{id}/deviceStatuses: which devices fail a compliance policy
DELETE /deviceManagement/deviceConfigurations/{id}: delete a configuration profile
GET /deviceManagement/deviceConfigurations/{id}/deviceStatuses: on which devices did a profile fail
GET /deviceManagement/userExperienceAnalyticsDeviceStartupHistory: how long do computers take to boot
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/troubleshoot: diagnose a cloud PC that does not work
POST /deviceManagement/virtualEndpoint/cloudPCs/{id}/rename: rename a cloud PC
GET /deviceManagement/virtualEndpoint/userSettings: may users reset their cloud PC themselves
GET /deviceManagement/virtualEndpoint/auditEvents: who changed a cloud PC
POST /deviceAppManagement/iosManagedAppProtections: forbid copy and paste from work apps on iPhones
POST /deviceAppManagement/androidManagedAppProtections: require a PIN for work apps on Android
GET /devices/{id}/registeredUsers: who uses a computer
GET /devices/{id}/memberOf: groups of a device
PATCH /print/printers/{id}: rename a printer, change the location of a printer
GET /print/services: print service endpoints
GET /print/taskDefinitions: hooks for printing, print task definitions
`;
