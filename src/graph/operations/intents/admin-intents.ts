/** Service health, usage reports, SharePoint, search and other administration. */
export const adminIntents = `
GET /admin/serviceAnnouncement/healthOverviews: service health, are all Microsoft 365 services healthy, status of Teams and Exchange
GET /admin/serviceAnnouncement/issues: service incidents, outage, known problems with Exchange or Teams
GET /admin/serviceAnnouncement/messages: message centre posts, upcoming changes to Microsoft 365
POST /admin/serviceAnnouncement/messages/markRead: mark message centre posts as read
GET /admin/sharepoint/settings: SharePoint tenant settings, is external sharing allowed
PATCH /admin/sharepoint/settings: change external sharing in SharePoint
GET /admin/people/profileCardProperties: properties on the profile card
GET /admin/people/pronouns: are pronouns enabled
GET /admin/people/itemInsights: item insights settings
GET /admin/reportSettings: are names hidden in usage reports
PATCH /admin/reportSettings: show real names in usage reports
GET /admin/edge/internetExplorerMode/siteLists: Internet Explorer mode site lists for Edge
GET /admin/microsoft365Apps/installationOptions: installation options for Office apps
GET /reports/getTeamsUserActivityUserDetail(period='x'): Teams activity per person, people who do not use Teams
GET /reports/getTeamsUserActivityCounts(period='x'): Teams activity, number of messages calls and meetings
GET /reports/getTeamsUserActivityUserCounts(period='x'): number of people active in Teams, Teams usage
GET /reports/getTeamsDeviceUsageUserDetail(period='x'): devices on which people use Teams
GET /reports/getTeamsTeamActivityDetail(period='x'): most active teams, teams that nobody uses, inactive teams
GET /reports/getEmailActivityUserDetail(period='x'): emails sent and received per person, people who do not use mail
GET /reports/getEmailActivityCounts(period='x'): number of emails sent and received
GET /reports/getEmailAppUsageUserDetail(period='x'): which mail apps people use
GET /reports/getMailboxUsageDetail(period='x'): mailbox sizes, largest mailboxes, how full are mailboxes, space used by each mailbox
GET /reports/getMailboxUsageStorage(period='x'): total storage used by mailboxes
GET /reports/getMailboxUsageQuotaStatusMailboxCounts(period='x'): mailboxes that are almost full
GET /reports/getOneDriveUsageAccountDetail(period='x'): OneDrive storage per person, inactive OneDrive accounts
GET /reports/getOneDriveUsageStorage(period='x'): total OneDrive storage
GET /reports/getOneDriveActivityUserDetail(period='x'): OneDrive activity per person, people who do not use OneDrive
GET /reports/getSharePointSiteUsageDetail(period='x'): SharePoint sites by size and activity, largest sites, inactive sites, sites that nobody visits, unused sites
GET /reports/getSharePointSiteUsageStorage(period='x'): total SharePoint storage
GET /reports/getSharePointActivityUserDetail(period='x'): SharePoint activity per person
GET /reports/getOffice365ActiveUserDetail(period='x'): active users of Microsoft 365, people who do not use their licence
GET /reports/getOffice365ActiveUserCounts(period='x'): number of active users of Microsoft 365
GET /reports/getOffice365ServicesUserCounts(period='x'): active users per service
GET /reports/getOffice365GroupsActivityDetail(period='x'): activity of Microsoft 365 groups, unused groups
GET /reports/getOffice365ActivationsUserDetail(): Office activations per person, who has installed Office
GET /reports/getM365AppUserDetail(period='x'): who uses Word Excel and PowerPoint
GET /reports/getYammerActivityUserDetail(period='x'): Yammer activity per person
GET /reports/getSkypeForBusinessActivityUserDetail(period='x'): Skype activity per person
GET /reports/partners/billing/manifests/{id}: partner billing data
GET /sites: SharePoint sites
GET /sites/getAllSites(): all SharePoint sites of the organisation
GET /sites/{id}: details of a SharePoint site
GET /sites/{id}/lists: lists and libraries of a site
POST /sites/{id}/lists: create a SharePoint list
GET /sites/{id}/lists/{id}/items: items of a SharePoint list
POST /sites/{id}/lists/{id}/items: add an item to a SharePoint list
GET /sites/{id}/lists/{id}/columns: columns of a SharePoint list
POST /sites/{id}/lists/{id}/columns: add a column to a SharePoint list
GET /sites/{id}/contentTypes: content types of a site
GET /sites/{id}/permissions: apps with access to a site
POST /sites/{id}/permissions: give an app access to one site
GET /sites/{id}/pages: pages of a SharePoint site
POST /sites/{id}/pages: create a SharePoint page
GET /sites/{id}/termStore/sets/{id}/terms: terms in the term store, managed metadata
GET /sites/{id}/analytics: visits of a SharePoint site
POST /users/{id}/followedSites/add: follow a SharePoint site
GET /users/{id}/followedSites: sites that I follow
GET /storage/fileStorage/containers: SharePoint Embedded containers
GET /external/connections: Graph connectors, external content in search
POST /external/connections: create a Graph connector
PUT /external/connections/{id}/items/{id}: add an external item to search
GET /search/bookmarks: search bookmarks, promoted search results
POST /search/bookmarks: promote a link in search
GET /search/acronyms: acronyms in search
POST /search/acronyms: explain an acronym in search
GET /search/qnas: questions and answers in search
GET /places/microsoft.graph.room: meeting rooms
GET /places/microsoft.graph.roomList: room lists, buildings with meeting rooms
PATCH /places/{id}: change the capacity of a meeting room
GET /planner/plans/{id}/buckets: buckets of a Planner plan
POST /planner/buckets: create a bucket in a Planner plan
POST /planner/plans: create a Planner plan
GET /planner/tasks/{id}/details: notes and checklist of a Planner task
DELETE /planner/tasks/{id}: delete a Planner task
DELETE /planner/plans/{id}: delete a Planner plan
GET /groups/{id}/planner/plans: Planner plans of a group
GET /users/{id}/onenote/notebooks: OneNote notebooks
POST /users/{id}/onenote/notebooks: create a OneNote notebook
GET /users/{id}/onenote/sections: sections in OneNote
POST /users/{id}/onenote/sections/{id}/pages: write a OneNote page
GET /users/{id}/onenote/pages/{id}/content: read a OneNote page
DELETE /users/{id}/onenote/pages/{id}: delete a OneNote page
POST /users/{id}/todo/lists: create a To Do list
DELETE /users/{id}/todo/lists/{id}: delete a To Do list
GET /users/{id}/todo/lists/{id}/tasks/{id}/checklistItems: steps of a To Do task
POST /users/{id}/todo/lists/{id}/tasks/{id}/attachments: attach a file to a To Do task
GET /users/{id}/insights/trending: documents trending around me
GET /users/{id}/insights/used: documents that I used recently
GET /users/{id}/insights/shared: documents shared with me
GET /users/{id}/settings/shiftPreferences: when an employee likes to work
GET /users/{id}/settings: is delve or contribution to insights disabled for a user
GET /permissionGrants: permissions granted to apps in a resource
GET /schemaExtensions: schema extensions
POST /drives/{id}/items/{id}/workbook/worksheets: add a worksheet to a workbook
POST /drives/{id}/items/{id}/workbook/worksheets/{id}/charts: add a chart to a worksheet
POST /drives/{id}/items/{id}/workbook/tables/{id}/rows/add: add rows to an Excel table
GET /drives/{id}/items/{id}/workbook/names: named ranges in a workbook
POST /drives/{id}/items/{id}/workbook/functions/pmt: calculate a loan payment with Excel
POST /copilot/retrieval: find passages in the organisation's files for an answer
GET /reports/monthlyPrintUsageByPrinter: pages printed per printer per month, printers that print most
GET /reports/getOffice365ActivationCounts(): number of Office installations, activated Office licences
GET /reports/getOffice365ActivationsUserCounts(): number of people who have activated Office
GET /reports/getEmailAppUsageAppsUserCounts(period='x'): number of people per mail app, mail on phones and in Outlook
GET /reports/getEmailAppUsageVersionsUserCounts(period='x'): versions of Outlook in use
GET /reports/getOffice365GroupsActivityStorage(period='x'): storage used by groups
GET /reports/getOneDriveUsageFileCounts(period='x'): number of files in OneDrive
GET /reports/getSharePointSiteUsagePages(period='x'): page views in SharePoint
GET /reports/getSharePointActivityPages(period='x'): pages that people visited
GET /reports/getYammerGroupsActivityDetail(period='x'): activity of Viva Engage communities
GET /reports/getTeamsDeviceUsageUserCounts(period='x'): Teams on phones and computers
GET /reports/authenticationMethods/usersRegisteredByMethod(): how many people use the authenticator app or a passkey
GET /reports/managedDeviceEnrollmentTopFailures(): most frequent enrolment failures
GET /reports/getM365AppPlatformUserCounts(period='x'): Office on Windows, Mac and phones
`;
