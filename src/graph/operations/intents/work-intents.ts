/** Teams, shifts, bookings, education, meetings, mail and files: operations that the tools do not cover. */
export const workIntents = `
POST /teams: create a team
PATCH /teams/{id}: change the settings of a team
POST /teams/{id}/archive: archive a team
POST /teams/{id}/unarchive: bring an archived team back
POST /teams/{id}/clone: copy a team with its channels
GET /teams/{id}/members: members of a team
POST /teams/{id}/members: add someone to a team
DELETE /teams/{id}/members/{id}: remove someone from a team
GET /teams/{id}/installedApps: apps installed in a team
POST /teams/{id}/installedApps: install an app in a team
GET /teams/{id}/channels/{id}/tabs: tabs in a channel
POST /teams/{id}/channels/{id}/tabs: add a tab to a channel
PATCH /teams/{id}/channels/{id}: rename a channel
DELETE /teams/{id}/channels/{id}: delete a channel
POST /teams/{id}/channels/{id}/archive: archive a channel
GET /teams/{id}/channels/{id}/members: members of a private channel
GET /teams/{id}/channels/{id}/filesFolder: folder with the files of a channel
GET /teams/{id}/tags: tags in a team
POST /teams/{id}/tags: create a tag for people in a team
GET /teams/{id}/schedule: is the shift schedule of a team set up
GET /teams/{id}/schedule/shifts: shifts of a team, who works when, duty roster
POST /teams/{id}/schedule/shifts: plan a shift, put someone on the rota
PATCH /teams/{id}/schedule/shifts/{id}: change a shift
DELETE /teams/{id}/schedule/shifts/{id}: delete a shift
POST /teams/{id}/schedule/share: publish the shift schedule to the team
GET /teams/{id}/schedule/openShifts: open shifts that nobody has taken
POST /teams/{id}/schedule/openShifts: offer an open shift
POST /teams/{id}/schedule/openShiftChangeRequests: ask for an open shift
POST /teams/{id}/schedule/swapShiftsChangeRequests: swap a shift, exchange shifts with another employee
POST /teams/{id}/schedule/offerShiftRequests: offer my shift to someone else
GET /teams/{id}/schedule/timesOff: time off of employees in Shifts, who is on leave
POST /teams/{id}/schedule/timesOff: enter time off for an employee
GET /teams/{id}/schedule/timeOffRequests: requests for time off, holiday requests in Shifts
POST /teams/{id}/schedule/timeOffRequests: request time off, ask for a day of leave in Shifts
GET /teams/{id}/schedule/timeOffReasons: reasons for time off
POST /teams/{id}/schedule/timeCards/clockIn: clock in, start my working time
POST /teams/{id}/schedule/timeCards/{id}/clockOut: clock out, end my working time
POST /teams/{id}/schedule/timeCards/{id}/startBreak: start a break
GET /teams/{id}/schedule/timeCards: time cards, hours that employees worked
GET /teams/{id}/schedule/schedulingGroups: scheduling groups
GET /chats: chats
POST /chats/{id}/members: add someone to a group chat
DELETE /chats/{id}/members/{id}: remove someone from a chat
PATCH /chats/{id}: rename a group chat
GET /chats/{id}/pinnedMessages: pinned messages in a chat
POST /chats/{id}/pinnedMessages: pin a message in a chat
POST /chats/{id}/messages/{id}/setReaction: react to a chat message with a like
POST /chats/{id}/messages/{id}/softDelete: delete a chat message
POST /chats/{id}/hideForUser: hide a chat
POST /teams/{id}/channels/{id}/messages/{id}/replies: reply to a message in a channel
POST /teams/{id}/channels/{id}/messages/{id}/setReaction: react to a channel message
POST /teams/{id}/sendActivityNotification: send an activity notification in Teams
GET /appCatalogs/teamsApps: Teams apps in the organisation's catalogue
GET /communications/callRecords: call records, quality of calls and meetings
POST /users/{id}/presence/setUserPreferredPresence: set my status to busy or do not disturb
POST /users/{id}/presence/clearUserPreferredPresence: reset my presence to automatic
POST /communications/getPresencesByUserId: presence of several people
GET /users/{id}/onlineMeetings/{id}/attendanceReports: who attended a Teams meeting, attendance report
GET /users/{id}/onlineMeetings/{id}/transcripts: transcripts of a Teams meeting
GET /users/{id}/onlineMeetings/{id}/recordings: recordings of a Teams meeting
PATCH /users/{id}/onlineMeetings/{id}: change lobby and presenter options of a Teams meeting
GET /solutions/virtualEvents/webinars: webinars
GET /solutions/virtualEvents/webinars/{id}/registrations: who registered for a webinar
GET /solutions/virtualEvents/townhalls: town halls
POST /solutions/virtualEvents/townhalls: create a town hall
GET /solutions/bookingBusinesses: Bookings businesses, booking pages and calendars of our company
POST /solutions/bookingBusinesses: create a booking page
GET /solutions/bookingBusinesses/{id}/appointments: customer appointments, bookings made with us
POST /solutions/bookingBusinesses/{id}/appointments: book an appointment for a customer
PATCH /solutions/bookingBusinesses/{id}/appointments/{id}: reschedule a customer's appointment
POST /solutions/bookingBusinesses/{id}/appointments/{id}/cancel: cancel a customer's appointment in Bookings
GET /solutions/bookingBusinesses/{id}/services: services that customers can book
POST /solutions/bookingBusinesses/{id}/services: offer a new service for booking
GET /solutions/bookingBusinesses/{id}/staffMembers: staff of a booking business
POST /solutions/bookingBusinesses/{id}/staffMembers: add a staff member to Bookings
POST /solutions/bookingBusinesses/{id}/getStaffAvailability: when is the booking staff available
GET /solutions/bookingBusinesses/{id}/customers: customers in Bookings
POST /solutions/bookingBusinesses/{id}/publish: publish a booking page
GET /education/classes: school classes
GET /education/me/classes: my classes
GET /education/classes/{id}/members: students and teachers in a class
GET /education/classes/{id}/assignments: homework and assignments of a class
GET /education/me/assignments: my homework
POST /education/classes/{id}/assignments: create an assignment, set homework
POST /education/classes/{id}/assignments/{id}/publish: publish an assignment to students
GET /education/classes/{id}/assignments/{id}/submissions: submissions of students, who handed in homework
POST /education/classes/{id}/assignments/{id}/submissions/{id}/submit: hand in homework
POST /education/classes/{id}/assignments/{id}/submissions/{id}/return: return graded homework
GET /education/classes/{id}/assignments/{id}/submissions/{id}/outcomes: grades and feedback on homework
GET /education/schools: schools
GET /education/users: students and teachers
GET /employeeExperience/communities: communities in Viva Engage, Yammer groups
POST /employeeExperience/communities: create a Viva Engage community
GET /employeeExperience/learningProviders: learning providers in Viva Learning
GET /employeeExperience/learningCourseActivities: learning course progress, courses assigned to people
GET /users/{id}/outlook/masterCategories: colour categories in Outlook
POST /users/{id}/outlook/masterCategories: create an Outlook category
GET /users/{id}/mailFolders/{id}/messageRules: inbox rules
POST /users/{id}/mailFolders/{id}/messageRules: create an inbox rule, sort mail automatically
DELETE /users/{id}/mailFolders/{id}/messageRules/{id}: delete an inbox rule
GET /users/{id}/mailboxSettings: mailbox settings, time zone and automatic replies
PATCH /users/{id}/mailboxSettings: turn on out-of-office, set automatic replies, change working hours
POST /users/{id}/mailFolders: create a mail folder
DELETE /users/{id}/mailFolders/{id}: delete a mail folder
POST /users/{id}/getMailTips: is a recipient out of office
GET /users/{id}/inferenceClassification/overrides: senders that go to the focused inbox
POST /users/{id}/inferenceClassification/overrides: always put a sender into the focused inbox
POST /users/{id}/calendars: create a calendar
GET /users/{id}/calendar/calendarPermissions: who can see a calendar, people my calendar is shared with
POST /users/{id}/calendar/calendarPermissions: share my calendar with someone
POST /users/{id}/events/{id}/snoozeReminder: snooze a reminder
POST /users/{id}/events/{id}/forward: forward a meeting invitation
GET /users/{id}/contactFolders: contact folders
POST /subscriptions: subscribe to changes, webhook notifications when mail or files change
GET /subscriptions: active change notification subscriptions
PATCH /subscriptions/{id}: renew a webhook subscription
DELETE /subscriptions/{id}: stop change notifications
GET /drives/{id}/items/{id}/permissions: who has access to a file
DELETE /drives/{id}/items/{id}/permissions/{id}: stop sharing a file, remove someone's access to a file
GET /drives/{id}/items/{id}/versions: earlier versions of a file
POST /drives/{id}/items/{id}/versions/{id}/restoreVersion: go back to an earlier version of a file
POST /drives/{id}/items/{id}/checkout: check out a file
POST /drives/{id}/items/{id}/checkin: check in a file
POST /drives/{id}/items/{id}/copy: copy a file
POST /drives/{id}/items/{id}/restore: restore a file from the recycle bin
POST /drives/{id}/items/{id}/permanentDelete: delete a file for good
POST /drives/{id}/items/{id}/follow: follow a file
GET /drives/{id}/items/{id}/thumbnails: thumbnails of a file
GET /drives/{id}/items/{id}/analytics: how often was a file opened
POST /drives/{id}/items/{id}/preview: preview link of a file
GET /drives/{id}/items/{id}/retentionLabel: retention label on a file
`;
