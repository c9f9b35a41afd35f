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
POST /solutions/bookingBusinesses/{id}/appointments: book an appointment for a customer, book a customer in
PATCH /solutions/bookingBusinesses/{id}/appointments/{id}: reschedule a customer's appointment, move a booking to another time
POST /solutions/bookingBusinesses/{id}/appointments/{id}/cancel: cancel a customer's appointment in Bookings, call off a booking for a customer, client does not come
GET /solutions/bookingBusinesses/{id}/services: services that customers can book
POST /solutions/bookingBusinesses/{id}/services: offer a new service for booking
GET /solutions/bookingBusinesses/{id}/staffMembers: staff of a booking business
POST /solutions/bookingBusinesses/{id}/staffMembers: add a staff member to Bookings
POST /solutions/bookingBusinesses/{id}/getStaffAvailability: when is the booking staff available, free hours of staff for bookings, when can a customer be served
GET /solutions/bookingBusinesses/{id}/customers: customers in Bookings
POST /solutions/bookingBusinesses/{id}/publish: publish a booking page, put a booking page online, let customers book
PATCH /solutions/bookingBusinesses/{id}: change opening hours of a booking business
POST /solutions/bookingBusinesses/{id}/unpublish: take a booking page offline, stop online booking
PATCH /solutions/bookingBusinesses/{id}/services/{id}: change the price or length of a service
GET /solutions/bookingBusinesses/{id}/calendarView: bookings of a week
DELETE /solutions/bookingBusinesses/{id}/services/{id}: stop offering a service
DELETE /solutions/bookingBusinesses/{id}/staffMembers/{id}: remove somebody from Bookings
GET /solutions/bookingBusinesses/{id}/services/{id}: price and length of a service
POST /solutions/bookingBusinesses/{id}/customers: add a customer to Bookings
GET /solutions/bookingBusinesses/{id}/customQuestions: questions that customers answer when they book
GET /solutions/bookingBusinesses/{id}: opening hours and address of a booking business
GET /education/classes: school classes
GET /education/me/classes: my classes
GET /education/classes/{id}/members: students and teachers in a class, pupils in a class, class list
GET /education/classes/{id}/assignments: homework and assignments of a class
GET /education/me/assignments: my homework
GET /education/me/taughtClasses: classes that I teach, subjects that a teacher has
GET /education/me/schools: my school
GET /education/me/rubrics: rubrics for grading
POST /education/classes/{id}/assignments: create an assignment, set homework
POST /education/classes/{id}/assignments/{id}/publish: publish an assignment to students
GET /education/classes/{id}/assignments/{id}/submissions: submissions of students, who handed in homework, which pupils have not done their homework
POST /education/classes/{id}/assignments/{id}/submissions/{id}/submit: hand in homework
POST /education/classes/{id}/assignments/{id}/submissions/{id}/return: return graded homework, give marked work back to a pupil, send grades to a student
GET /education/classes/{id}/assignments/{id}/submissions/{id}/outcomes: grades and feedback on homework
POST /education/classes/{id}/members/$ref: add a pupil to a class
GET /education/classes/{id}/teachers: who teaches a class
PATCH /education/classes/{id}/assignments/{id}/submissions/{id}/outcomes/{id}: grade a submission, give points for homework
PATCH /education/classes/{id}/assignments/{id}: extend the deadline of homework
GET /education/classes/{id}/modules: learning material of a class
GET /education/classes/{id}/assignmentCategories: categories of homework
POST /education/classes: create a class
POST /education/classes/{id}/teachers/$ref: add a teacher to a class
POST /education/classes/{id}/assignments/{id}/submissions/{id}/reassign: ask a pupil to do homework again
POST /education/classes/{id}/assignments/{id}/submissions/{id}/excuse: excuse a pupil from homework
GET /education/schools: schools, schools in the district
GET /education/schools/{id}/classes: classes of a school
GET /education/users: students and teachers
GET /education/reports/readingAssignmentSubmissions: reading progress of pupils
GET /education/reports/reflectCheckInResponses: how pupils feel
GET /employeeExperience/communities: communities in Viva Engage, Yammer groups
POST /employeeExperience/communities: create a Viva Engage community, start a group for people with the same interest in Viva Engage
GET /employeeExperience/communities/{id}/owners: who runs a Viva Engage community
DELETE /employeeExperience/communities/{id}: close a Viva Engage community
GET /employeeExperience/learningProviders: learning providers in Viva Learning
POST /employeeExperience/learningProviders: connect a course catalogue to Viva Learning
GET /employeeExperience/learningProviders/{id}/learningContents: courses of a learning provider
GET /employeeExperience/learningCourseActivities: learning course progress, courses assigned to people, finished courses
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
GET /users/{id}/employeeExperience/learningCourseActivities: courses of a person in Viva Learning, training that someone has completed
POST /subscriptions: subscribe to changes, webhook notifications when mail or files change
GET /subscriptions: active change notification subscriptions, which webhooks do we have
PATCH /subscriptions/{id}: renew a webhook subscription, extend a webhook before it expires, keep change notifications alive
DELETE /subscriptions/{id}: stop change notifications, end a webhook, unsubscribe from changes
POST /subscriptions/{id}/reauthorize: authorise a webhook again
GET /subscriptions/{id}: when does a webhook expire
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
