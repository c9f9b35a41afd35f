/** Service health, usage reports, SharePoint, search and other administration. */
export const adminIntents = `
GET /admin/serviceAnnouncement/healthOverviews: service health, are all Microsoft 365 services healthy, status of Teams and Exchange, is Outlook working everywhere, does Microsoft have a problem right now, is a service down
GET /admin/serviceAnnouncement/issues: service incidents, outage, known problems with Exchange or Teams, current disturbances at Microsoft, why is Teams not working today, known faults
GET /admin/serviceAnnouncement/messages: message centre posts, upcoming changes to Microsoft 365, announcements from Microsoft to administrators, what will Microsoft change soon, features that are coming or will be retired, news in the message center
POST /admin/serviceAnnouncement/messages/markRead: mark message centre posts as read
GET /admin/sharepoint/settings: SharePoint tenant settings, is external sharing allowed, may people share files with outsiders, limits of SharePoint for the whole company
PATCH /admin/sharepoint/settings: change external sharing in SharePoint, forbid anonymous links in the whole company
GET /admin/people/profileCardProperties: properties on the profile card, what is shown when you hover over a person
GET /admin/people/pronouns: are pronouns enabled
GET /admin/people/itemInsights: item insights settings
GET /admin/reportSettings: are names hidden in usage reports, why do reports show codes in place of names
PATCH /admin/reportSettings: show real names in usage reports
GET /admin/edge/internetExplorerMode/siteLists: Internet Explorer mode site lists for Edge, old websites that open in Internet Explorer mode
GET /admin/microsoft365Apps/installationOptions: installation options for Office apps
GET /reports/getTeamsUserActivityUserDetail(period='x'): Teams activity per person, people who do not use Teams, who chats and meets most, how much does each employee use Teams, who never opens Teams
GET /reports/getTeamsUserActivityCounts(period='x'): Teams activity, number of messages calls and meetings, how many calls and meetings do we have
GET /reports/getTeamsUserActivityUserCounts(period='x'): number of people active in Teams, Teams usage
GET /reports/getTeamsDeviceUsageUserDetail(period='x'): devices on which people use Teams
GET /reports/getTeamsTeamActivityDetail(period='x'): most active teams, teams that nobody uses, inactive teams, dead teams, which teams can be deleted
GET /reports/getEmailActivityUserDetail(period='x'): emails sent and received per person, people who do not use mail, who gets the most mail
GET /reports/getEmailActivityCounts(period='x'): number of emails sent and received, mail traffic of the company
GET /reports/getEmailAppUsageUserDetail(period='x'): which mail apps people use
GET /reports/getMailboxUsageDetail(period='x'): mailbox sizes, largest mailboxes, how full are mailboxes, space used by each mailbox, whose mailbox is nearly full, who has the biggest mailbox, storage of each mailbox
GET /reports/getMailboxUsageStorage(period='x'): total storage used by mailboxes, how much space do all mailboxes take, growth of mail storage
GET /reports/getMailboxUsageQuotaStatusMailboxCounts(period='x'): mailboxes that are almost full
GET /reports/getOneDriveUsageAccountDetail(period='x'): OneDrive storage per person, inactive OneDrive accounts, who stores the most files, unused OneDrives, accounts without activity in OneDrive
GET /reports/getOneDriveUsageStorage(period='x'): total OneDrive storage
GET /reports/getOneDriveActivityUserDetail(period='x'): OneDrive activity per person, people who do not use OneDrive, who has not opened OneDrive lately, how much does each person use OneDrive
GET /reports/getSharePointSiteUsageDetail(period='x'): SharePoint sites by size and activity, largest sites, inactive sites, sites that nobody visits, unused sites, which sites grow, sites without an owner or visitors
GET /reports/getSharePointSiteUsageStorage(period='x'): total SharePoint storage
GET /reports/getSharePointActivityUserDetail(period='x'): SharePoint activity per person, who works in SharePoint
GET /reports/getOffice365ActiveUserDetail(period='x'): active users of Microsoft 365, people who do not use their licence, inactive accounts, who uses Microsoft 365 and who does not, employees that have not been active for 90 days, licences wasted on people who do not work with them
GET /reports/getOffice365ActiveUserCounts(period='x'): number of active users of Microsoft 365, how many people work with Microsoft 365 each day
GET /reports/getOffice365ServicesUserCounts(period='x'): active users per service, which service is used most
GET /reports/getOffice365GroupsActivityDetail(period='x'): activity of Microsoft 365 groups, unused groups
GET /reports/getOffice365ActivationsUserDetail(): Office activations per person, who has installed Office, on how many computers has somebody installed Office
GET /reports/getM365AppUserDetail(period='x'): who uses Word Excel and PowerPoint, who works with Excel or PowerPoint
GET /reports/getYammerActivityUserDetail(period='x'): Yammer activity per person, who uses Viva Engage
GET /reports/getSkypeForBusinessActivityUserDetail(period='x'): Skype activity per person
GET /reports/partners/billing/manifests/{id}: partner billing data
GET /sites: SharePoint sites
GET /sites/getAllSites(): all SharePoint sites of the organisation, how many sites do we have
GET /sites/{id}: details of a SharePoint site
GET /sites/{id}/lists: lists and libraries of a site
POST /sites/{id}/lists: create a SharePoint list, new list for tracking something, create an inventory list or document library
GET /sites/{id}/lists/{id}/items: items of a SharePoint list
POST /sites/{id}/lists/{id}/items: add an item to a SharePoint list
GET /sites/{id}/lists/{id}/columns: columns of a SharePoint list
POST /sites/{id}/lists/{id}/columns: add a column to a SharePoint list, add a field to a list, drop-down with choices in a list
GET /sites/{id}/contentTypes: content types of a site
GET /sites/{id}/permissions: apps with access to a site, which programs may read a site
POST /sites/{id}/permissions: give an app access to one site
GET /sites/{id}/pages: pages of a SharePoint site
POST /sites/{id}/pages: create a SharePoint page, publish news on the intranet, write an article for the site
GET /sites/{id}/termStore/sets/{id}/terms: terms in the term store, managed metadata
GET /sites/{id}/analytics: visits of a SharePoint site, how many people visit our intranet
POST /users/{id}/followedSites/add: follow a SharePoint site, bookmark a site
GET /users/{id}/followedSites: sites that I follow
GET /storage/fileStorage/containers: SharePoint Embedded containers, containers of an app for files
GET /external/connections: Graph connectors, external content in search, external data sources in search, is our wiki or ticket system searchable
POST /external/connections: create a Graph connector, make another system searchable, index our database
PUT /external/connections/{id}/items/{id}: add an external item to search
GET /search/bookmarks: search bookmarks, promoted search results
POST /search/bookmarks: promote a link in search, people who search for holidays should find the HR page
GET /search/acronyms: acronyms in search
POST /search/acronyms: explain an acronym in search
GET /search/qnas: questions and answers in search
GET /places/microsoft.graph.room: meeting rooms, conference rooms of all offices
GET /places/microsoft.graph.roomList: room lists, buildings with meeting rooms, in which buildings are meeting rooms
PATCH /places/{id}: change the capacity of a meeting room, room got a projector or more chairs, correct the equipment of a room
GET /planner/plans/{id}/buckets: buckets of a Planner plan
POST /planner/buckets: create a bucket in a Planner plan, new column on a board, add a stage to the plan
POST /planner/plans: create a Planner plan, new board for a project
GET /planner/tasks/{id}/details: notes and checklist of a Planner task
DELETE /planner/tasks/{id}: delete a Planner task, remove a card from the board
DELETE /planner/plans/{id}: delete a Planner plan, project is over so delete the board
GET /groups/{id}/planner/plans: Planner plans of a group
GET /users/{id}/onenote/notebooks: OneNote notebooks
POST /users/{id}/onenote/notebooks: create a OneNote notebook, start a new notebook
GET /users/{id}/onenote/sections: sections in OneNote
POST /users/{id}/onenote/sections/{id}/pages: write a OneNote page
GET /users/{id}/onenote/pages/{id}/content: read a OneNote page
DELETE /users/{id}/onenote/pages/{id}: delete a OneNote page, throw a note away
POST /users/{id}/todo/lists: create a To Do list, new task list, start a list for packing or shopping
DELETE /users/{id}/todo/lists/{id}: delete a To Do list, I no longer need a whole list of tasks
GET /users/{id}/todo/lists/{id}/tasks/{id}/checklistItems: steps of a To Do task
POST /users/{id}/todo/lists/{id}/tasks/{id}/attachments: attach a file to a To Do task
GET /users/{id}/insights/trending: documents trending around me, popular documents, what is everybody reading
GET /users/{id}/insights/used: documents that I used recently, documents that I opened lately
GET /users/{id}/insights/shared: documents shared with me
GET /users/{id}/settings/shiftPreferences: when an employee likes to work
GET /users/{id}/settings: is delve or contribution to insights disabled for a user
GET /permissionGrants: permissions granted to apps in a resource
GET /schemaExtensions: schema extensions
POST /drives/{id}/items/{id}/workbook/worksheets: add a worksheet to a workbook
POST /drives/{id}/items/{id}/workbook/worksheets/{id}/charts: add a chart to a worksheet, draw a diagram from the numbers, make a bar or pie chart
POST /drives/{id}/items/{id}/workbook/tables/{id}/rows/add: add rows to an Excel table
GET /drives/{id}/items/{id}/workbook/names: named ranges in a workbook
POST /drives/{id}/items/{id}/workbook/functions/pmt: calculate a loan payment with Excel
POST /copilot/retrieval: find passages in the organisation's files for an answer, passages for grounding an agent
GET /reports/monthlyPrintUsageByPrinter: pages printed per printer per month, printers that print most, busiest printers, paper consumption per printer
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
POST /admin/serviceAnnouncement/messages/archive: archive message centre posts
POST /admin/people/profileCardProperties: show the cost centre on profile cards
PATCH /admin/people/pronouns: let people show their pronouns
PATCH /admin/people/itemInsights: switch off insights for everybody
POST /admin/edge/internetExplorerMode/siteLists/{id}/publish: publish a list of sites for Internet Explorer mode
PATCH /admin/microsoft365Apps/installationOptions: how often does Office update
GET /reports/getTeamsTeamCounts(period='x'): number of active teams
GET /reports/getMailboxUsageMailboxCounts(period='x'): number of active mailboxes
GET /reports/partners/billing/reconciliation: invoices of a partner
PATCH /sites/{id}: rename a site
PATCH /sites/{id}/lists/{id}: rename a list
DELETE /sites/{id}/lists/{id}: delete a list
DELETE /sites/{id}/lists/{id}/columns/{id}: remove a column from a list
GET /sites/{id}/lists/{id}/items/{id}/versions: history of a list item
POST /sites/{id}/contentTypes: create a content type
DELETE /sites/{id}/pages/{id}: delete a page of the intranet
DELETE /sites/{id}/permissions/{id}: take an app's access to a site away
GET /sites/{id}/sites: subsites
GET /sites/{id}/getByPath(path='x'): site at an address
GET /sites/{id}/termStore/groups: groups of keywords, taxonomy
POST /sites/{id}/termStore/sets: new vocabulary for tagging documents
POST /users/{id}/followedSites/remove: unfollow a site
POST /storage/fileStorage/containers: create a container for an app's files
GET /external/connections/{id}/schema: fields of an external connection
DELETE /external/connections/{id}: remove a data source from search
POST /search/qnas: add a question with its answer to search
PATCH /planner/buckets/{id}: rename a bucket
DELETE /planner/buckets/{id}: delete a column of a board
PATCH /planner/plans/{id}: rename a plan
GET /planner/plans/{id}/details: labels and categories of a plan
POST /users/{id}/onenote/notebooks/{id}/sections: add a section to a notebook
POST /users/{id}/onenote/pages/{id}/copyToSection: copy a page to another section
PATCH /users/{id}/todo/lists/{id}: rename a task list
POST /users/{id}/todo/lists/{id}/tasks/{id}/checklistItems: add a step to a task
GET /users/{id}/settings/storage/quota: how much storage do I have left
GET /users/{id}/drive: how full is my OneDrive, storage quota of a drive
GET /drives/{id}/items/{id}/workbook/worksheets/{id}/charts: diagrams in a workbook
DELETE /drives/{id}/items/{id}/workbook/worksheets/{id}: delete a tab of a spreadsheet
PATCH /drives/{id}/items/{id}/workbook/worksheets/{id}: rename or hide a tab of a spreadsheet
GET /drives/{id}/items/{id}/workbook/comments: comments in a workbook
POST /drives/{id}/items/{id}/workbook/tables/{id}/sort/apply: sort an Excel table
POST /drives/{id}/items/{id}/workbook/tables/{id}/clearFilters: show all rows of a filtered table
GET /drives/{id}/items/{id}/workbook/tables/{id}/columns: columns of an Excel table
POST /drives/{id}/items/{id}/workbook/tables/{id}/columns: add a column to an Excel table
POST /drives/{id}/items/{id}/workbook/worksheets/{id}/protection/protect: protect a sheet against changes
POST /drives/{id}/items/{id}/workbook/createSession: session for several changes in a workbook
GET /drives/{id}/items/{id}/workbook/worksheets/{id}/pivotTables: pivot tables in a sheet
POST /drives/{id}/items/{id}/workbook/worksheets/{id}/pivotTables/refreshAll: refresh pivot tables
POST /search/query: search across Microsoft 365
`;
