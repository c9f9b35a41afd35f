/** Teams, shifts, bookings, education, meetings, mail and files: operations that no tool covers. */
export const workIntents = `
POST /teams: create a team, open a team for a project in Teams, new workspace for a department, set up a Microsoft Teams team, create a Teams team, new team in Teams, make a team for our department
PATCH /teams/{id}: change the settings of a team, may members delete messages in a team, allow guests to create channels
POST /teams/{id}/archive: archive a team, project is finished so freeze the team, make a team read-only
POST /teams/{id}/unarchive: bring an archived team back
POST /teams/{id}/clone: copy a team with its channels, use a team as a template
GET /teams/{id}/members: members of a team
POST /teams/{id}/members: add someone to a team, let a colleague into a team, make someone owner of a team
DELETE /teams/{id}/members/{id}: remove someone from a team, throw someone out of a team
GET /teams/{id}/installedApps: apps installed in a team, which apps does a team use
POST /teams/{id}/installedApps: install an app in a team
GET /teams/{id}/channels/{id}/tabs: tabs in a channel, pages pinned at the top of a channel
POST /teams/{id}/channels/{id}/tabs: add a tab to a channel, pin a website or Planner to a channel
PATCH /teams/{id}/channels/{id}: rename a channel
DELETE /teams/{id}/channels/{id}: delete a channel, channel is no longer needed
POST /teams/{id}/channels/{id}/archive: archive a channel
GET /teams/{id}/channels/{id}/members: members of a private channel
GET /teams/{id}/channels/{id}/filesFolder: folder with the files of a channel, where are the files of a channel
GET /teams/{id}/tags: tags in a team, nicknames for groups of people in a team, who is behind a mention tag
POST /teams/{id}/tags: create a tag for people in a team
GET /teams/{id}/schedule: is the shift schedule of a team set up
GET /teams/{id}/schedule/shifts: shifts of a team, who works when, duty roster, who works tomorrow, roster of the week, when does somebody work, early and late shift, who is on duty, staff plan of the shop
POST /teams/{id}/schedule/shifts: plan a shift, put someone on the rota, schedule somebody for Saturday, put a person on duty
PATCH /teams/{id}/schedule/shifts/{id}: change a shift, extend somebody's shift by an hour
DELETE /teams/{id}/schedule/shifts/{id}: delete a shift, employee is ill so take the shift out
POST /teams/{id}/schedule/share: publish the shift schedule to the team, tell everybody the roster
GET /teams/{id}/schedule/openShifts: open shifts that nobody has taken, unfilled shifts, which duties are still vacant
POST /teams/{id}/schedule/openShifts: offer an open shift
POST /teams/{id}/schedule/openShiftChangeRequests: ask for an open shift
POST /teams/{id}/schedule/swapShiftsChangeRequests: swap a shift, exchange shifts with another employee, trade my duty with a colleague
POST /teams/{id}/schedule/offerShiftRequests: offer my shift to someone else, I cannot work so give my duty to someone
GET /teams/{id}/schedule/timesOff: time off of employees in Shifts, who is on leave, who is absent in the team, holidays in the roster
POST /teams/{id}/schedule/timesOff: enter time off for an employee
GET /teams/{id}/schedule/timeOffRequests: requests for time off, holiday requests in Shifts
POST /teams/{id}/schedule/timeOffRequests: request time off, ask for a day of leave in Shifts, ask my supervisor for vacation, I want a free day, apply for leave
GET /teams/{id}/schedule/timeOffReasons: reasons for time off
POST /teams/{id}/schedule/timeCards/clockIn: clock in, start my working time, punch in, my working day starts now
POST /teams/{id}/schedule/timeCards/{id}/clockOut: clock out, end my working time, punch out, I am going home
POST /teams/{id}/schedule/timeCards/{id}/startBreak: start a break
GET /teams/{id}/schedule/timeCards: time cards, hours that employees worked, worked hours, attendance of employees
GET /teams/{id}/schedule/schedulingGroups: scheduling groups
GET /chats: chats
POST /chats/{id}/members: add someone to a group chat, bring another colleague into the chat
DELETE /chats/{id}/members/{id}: remove someone from a chat, leave a group chat
PATCH /chats/{id}: rename a group chat, give the chat another title
GET /chats/{id}/pinnedMessages: pinned messages in a chat
POST /chats/{id}/pinnedMessages: pin a message in a chat
POST /chats/{id}/messages/{id}/setReaction: react to a chat message with a like, thumbs up for a message, like what she wrote
POST /chats/{id}/messages/{id}/softDelete: delete a chat message, take back what I wrote in the chat, unsend a chat message
POST /chats/{id}/hideForUser: hide a chat
POST /teams/{id}/channels/{id}/messages/{id}/replies: reply to a message in a channel
POST /teams/{id}/channels/{id}/messages/{id}/setReaction: react to a channel message
POST /teams/{id}/sendActivityNotification: send an activity notification in Teams
GET /appCatalogs/teamsApps: Teams apps in the organisation's catalogue, which Teams apps may people use, apps of our own in Teams
GET /communications/callRecords: call records, quality of calls and meetings, how was the sound of a call, bad connection in a Teams call, quality of the line, who called who and for how long
POST /users/{id}/presence/setUserPreferredPresence: set my status to busy or do not disturb, do not let anybody disturb me, appear offline, show me as busy
POST /users/{id}/presence/clearUserPreferredPresence: reset my presence to automatic, show my real availability again
POST /communications/getPresencesByUserId: presence of several people
GET /users/{id}/onlineMeetings/{id}/attendanceReports: who attended a Teams meeting, attendance report, who joined the call and how long, participants of a meeting, who was absent from the call, list of participants with times
GET /users/{id}/onlineMeetings/{id}/transcripts: transcripts of a Teams meeting
GET /users/{id}/onlineMeetings/{id}/recordings: recordings of a Teams meeting, video of the meeting, watch what I missed
PATCH /users/{id}/onlineMeetings/{id}: change lobby and presenter options of a Teams meeting, let people join without waiting, who may share the screen, mute everybody in a meeting
GET /solutions/virtualEvents/webinars: webinars, online seminars, our public web events
GET /solutions/virtualEvents/webinars/{id}/registrations: who registered for a webinar, guest list of an online seminar, attendees of a web event
GET /solutions/virtualEvents/townhalls: town halls, company-wide broadcasts, live events for all staff
POST /solutions/virtualEvents/townhalls: create a town hall
GET /solutions/bookingBusinesses: Bookings businesses, booking pages and calendars of our company, places where customers can make an appointment online, our reservation pages, shops with online booking
POST /solutions/bookingBusinesses: create a booking page, set up online booking for a salon or practice, let customers make appointments on the web
GET /solutions/bookingBusinesses/{id}/appointments: customer appointments, bookings made with us, which customers come today, reservations of a salon, appointments of patients
POST /solutions/bookingBusinesses/{id}/appointments: book an appointment for a customer, book a customer in, enter a customer for a treatment, reserve a time for a client, make a patient's appointment
PATCH /solutions/bookingBusinesses/{id}/appointments/{id}: reschedule a customer's appointment, move a booking to another time, client wants to come later
POST /solutions/bookingBusinesses/{id}/appointments/{id}/cancel: cancel a customer's appointment in Bookings, call off a booking for a customer, client does not come, customer is ill and will not come
GET /solutions/bookingBusinesses/{id}/services: services that customers can book, what do we offer to customers, treatments and prices
POST /solutions/bookingBusinesses/{id}/services: offer a new service for booking, new treatment that customers can book
GET /solutions/bookingBusinesses/{id}/staffMembers: staff of a booking business, who serves customers, employees who take bookings
POST /solutions/bookingBusinesses/{id}/staffMembers: add a staff member to Bookings
POST /solutions/bookingBusinesses/{id}/getStaffAvailability: when is the booking staff available, free hours of staff for bookings, when can a customer be served, when can a hairdresser or consultant take the next client
GET /solutions/bookingBusinesses/{id}/customers: customers in Bookings
POST /solutions/bookingBusinesses/{id}/publish: publish a booking page, put a booking page online, let customers book, make the reservation page public
PATCH /solutions/bookingBusinesses/{id}: change opening hours of a booking business, we close earlier on Saturdays, opening times of the shop
POST /solutions/bookingBusinesses/{id}/unpublish: take a booking page offline, stop online booking
PATCH /solutions/bookingBusinesses/{id}/services/{id}: change the price or length of a service
GET /solutions/bookingBusinesses/{id}/calendarView: bookings of a week
DELETE /solutions/bookingBusinesses/{id}/services/{id}: stop offering a service
DELETE /solutions/bookingBusinesses/{id}/staffMembers/{id}: remove somebody from Bookings
GET /solutions/bookingBusinesses/{id}/services/{id}: price and length of a service
POST /solutions/bookingBusinesses/{id}/customers: add a customer to Bookings
GET /solutions/bookingBusinesses/{id}/customQuestions: questions that customers answer when they book
GET /solutions/bookingBusinesses/{id}: opening hours and address of a booking business
GET /education/classes: school classes, lessons and courses of a school, list of classes
GET /education/me/classes: my classes
GET /education/classes/{id}/members: students and teachers in a class, pupils in a class, class list, who is in the class, list of pupils, learners of a course
GET /education/classes/{id}/assignments: homework and assignments of a class, tasks for pupils, exercises of a class
GET /education/me/assignments: my homework, what homework do I have
GET /education/me/taughtClasses: classes that I teach, subjects that a teacher has
GET /education/me/schools: my school
GET /education/me/rubrics: rubrics for grading
POST /education/classes/{id}/assignments: create an assignment, set homework, give a class an exercise, new homework for students, set a task for pupils
POST /education/classes/{id}/assignments/{id}/publish: publish an assignment to students, hand out the homework to the class
GET /education/classes/{id}/assignments/{id}/submissions: submissions of students, who handed in homework, which pupils have not done their homework, what have pupils handed in, essays of students, who is late with homework
POST /education/classes/{id}/assignments/{id}/submissions/{id}/submit: hand in homework
POST /education/classes/{id}/assignments/{id}/submissions/{id}/return: return graded homework, give marked work back to a pupil, send grades to a student, give an essay back with marks
GET /education/classes/{id}/assignments/{id}/submissions/{id}/outcomes: grades and feedback on homework, what mark did a student get
POST /education/classes/{id}/members/$ref: add a pupil to a class, new student joins the class
GET /education/classes/{id}/teachers: who teaches a class
PATCH /education/classes/{id}/assignments/{id}/submissions/{id}/outcomes/{id}: grade a submission, give points for homework
PATCH /education/classes/{id}/assignments/{id}: extend the deadline of homework, give pupils more time
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
GET /employeeExperience/communities: communities in Viva Engage, Yammer groups, interest groups in Viva Engage, Yammer communities
POST /employeeExperience/communities: create a Viva Engage community, start a group for people with the same interest in Viva Engage, open a place where employees with a hobby can talk
GET /employeeExperience/communities/{id}/owners: who runs a Viva Engage community
DELETE /employeeExperience/communities/{id}: close a Viva Engage community
GET /employeeExperience/learningProviders: learning providers in Viva Learning, sources of courses
POST /employeeExperience/learningProviders: connect a course catalogue to Viva Learning
GET /employeeExperience/learningProviders/{id}/learningContents: courses of a learning provider
GET /employeeExperience/learningCourseActivities: learning course progress, courses assigned to people, finished courses, who has finished which course, progress of staff in online courses
GET /users/{id}/outlook/masterCategories: colour categories in Outlook, labels and colours that I use in Outlook
POST /users/{id}/outlook/masterCategories: create an Outlook category, new colour label for mail
GET /users/{id}/mailFolders/{id}/messageRules: inbox rules
POST /users/{id}/mailFolders/{id}/messageRules: create an inbox rule, sort mail automatically
DELETE /users/{id}/mailFolders/{id}/messageRules/{id}: delete an inbox rule
GET /users/{id}/mailboxSettings: mailbox settings, time zone and automatic replies
PATCH /users/{id}/mailboxSettings: turn on out-of-office, set automatic replies, change working hours, change my time zone or language in Outlook
POST /users/{id}/mailFolders: create a mail folder, new search folder in my mailbox
DELETE /users/{id}/mailFolders/{id}: delete a mail folder, get rid of a folder with all its mail
POST /users/{id}/getMailTips: is a recipient out of office
GET /users/{id}/inferenceClassification/overrides: senders that go to the focused inbox
POST /users/{id}/inferenceClassification/overrides: always put a sender into the focused inbox, mail from a person should be shown as important, treat a sender as focused
POST /users/{id}/calendars: create a calendar, separate calendar for a project or the family
GET /users/{id}/calendar/calendarPermissions: who can see a calendar, people my calendar is shared with, who do I share my calendar with, who may edit my diary
POST /users/{id}/calendar/calendarPermissions: share my calendar with someone, let my assistant see my appointments, delegate my calendar
POST /users/{id}/events/{id}/snoozeReminder: snooze a reminder
POST /users/{id}/events/{id}/forward: forward a meeting invitation, send the invitation on to a colleague
GET /users/{id}/contactFolders: contact folders
GET /users/{id}/employeeExperience/learningCourseActivities: courses of a person in Viva Learning, training that someone has completed
POST /subscriptions: subscribe to changes, webhook notifications when mail or files change, call my program when something changes, tell my server about new mail, push events to my web service, get informed when a file or calendar changes, alert my application as soon as a message arrives, be notified of changes
GET /subscriptions: active change notification subscriptions, which webhooks do we have, who listens for changes
PATCH /subscriptions/{id}: renew a webhook subscription, extend a webhook before it expires, keep change notifications alive, notifications must not stop so prolong them
DELETE /subscriptions/{id}: stop change notifications, end a webhook, unsubscribe from changes
POST /subscriptions/{id}/reauthorize: authorise a webhook again
GET /subscriptions/{id}: when does a webhook expire
GET /drives/{id}/items/{id}/permissions: who has access to a file, who is a document shared with
DELETE /drives/{id}/items/{id}/permissions/{id}: stop sharing a file, remove someone's access to a file, nobody should see the file any more, take back access to a folder, end the sharing with outsiders
GET /drives/{id}/items/{id}/versions: earlier versions of a file
POST /drives/{id}/items/{id}/versions/{id}/restoreVersion: go back to an earlier version of a file, undo the changes of yesterday in a document
POST /drives/{id}/items/{id}/checkout: check out a file, reserve a document so that nobody else edits it
POST /drives/{id}/items/{id}/checkin: check in a file, release a document after editing
POST /drives/{id}/items/{id}/copy: copy a file
POST /drives/{id}/items/{id}/restore: restore a file from the recycle bin, I deleted a document by mistake
POST /drives/{id}/items/{id}/permanentDelete: delete a file for good
POST /drives/{id}/items/{id}/follow: follow a file
GET /drives/{id}/items/{id}/thumbnails: thumbnails of a file, small picture of a document
GET /drives/{id}/items/{id}/analytics: how often was a file opened, how many people looked at a document
POST /drives/{id}/items/{id}/preview: preview link of a file
GET /drives/{id}/items/{id}/retentionLabel: retention label on a file
PATCH /teams/{id}/members/{id}: promote a member of a team to owner
GET /users/{id}/teamwork/installedApps: Teams apps of a person
POST /teams/{id}/channels/{id}/members: let somebody into a private channel
POST /teams/{id}/channels/{id}/provisionEmail: email address of a channel
POST /teams/{id}/schedule/timeCards/{id}/endBreak: end my break
GET /teams/{id}/schedule/dayNotes: notes on a day of the roster
GET /chats/{id}/members: who is in a chat
GET /chats/{id}/tabs: tabs in a chat
PATCH /chats/{id}/messages/{id}: correct a chat message
PATCH /teams/{id}/channels/{id}/messages/{id}: edit a post in a channel
POST /teams/{id}/channels/{id}/messages/{id}/softDelete: delete a post in a channel
POST /chats/{id}/markChatReadForUser: mark a chat as read
POST /appCatalogs/teamsApps: publish a Teams app for the company, upload an app package
GET /communications/callRecords/{id}/sessions: network problems in a call
GET /communications/callRecords/microsoft.graph.callRecords.getPstnCalls(fromDateTime={x},toDateTime={x}): calls to telephone numbers and their cost, phone bill
POST /users/{id}/presence/setPresence: set the presence of an application session
GET /users/{id}/onlineMeetings/{id}/recordings/{id}/content: download the video of a meeting
GET /users/{id}/onlineMeetings: find an online meeting by its link
POST /solutions/virtualEvents/webinars: plan an online seminar with registration
DELETE /solutions/bookingBusinesses/{id}: close a booking business
GET /solutions/bookingCurrencies: currencies for prices in Bookings
DELETE /education/classes/{id}/assignments/{id}: homework was given by mistake
DELETE /education/classes/{id}/members/{id}/$ref: student leaves the class
DELETE /education/classes/{id}: class has ended
GET /education/classes/{id}/schools: to which school does a class belong
POST /education/schools: add a school
GET /education/schools/{id}/users: pupils and staff of a school
POST /education/users: add a student
PATCH /employeeExperience/learningCourseActivities/{id}: mark a course as finished
GET /users/{id}/outlook/supportedTimeZones(): time zones that Outlook knows
GET /users/{id}/outlook/supportedLanguages(): languages that Outlook supports
PATCH /users/{id}/mailFolders/{id}: rename a mail folder
POST /users/{id}/mailFolders/{id}/move: move a mail folder into another
DELETE /users/{id}/calendars/{id}: delete a calendar
PATCH /users/{id}/calendars/{id}: rename a calendar, change the colour of a calendar
DELETE /users/{id}/calendar/calendarPermissions/{id}: stop sharing my calendar with somebody
GET /users/{id}/events/{id}/attachments: files attached to a meeting
POST /users/{id}/events/{id}/attachments: attach a file to a meeting
POST /users/{id}/events/{id}/dismissReminder: dismiss the reminder of an event
GET /users/{id}/events/{id}/instances: dates of a recurring meeting
POST /users/{id}/contactFolders: new folder for contacts
GET /users/{id}/contacts/{id}/photo/$value: picture of a contact
POST /users/{id}/messages/{id}/attachments: attach a file to a draft
GET /users/{id}/messages/{id}/$value: original source of a mail, message headers in MIME, save a mail as a file
POST /users/{id}/messages/{id}/copy: copy a mail into another folder
POST /users/{id}/messages/{id}/permanentDelete: delete a mail so that nobody can recover it
POST /users/{id}/translateExchangeIds: convert ids of messages
POST /drives/{id}/items/{id}/permissions/{id}/grant: let more people use a sharing link
PATCH /drives/{id}/items/{id}/permissions/{id}: change someone's access from edit to read
DELETE /drives/{id}/items/{id}/versions/{id}: delete an old version of a file
POST /drives/{id}/items/{id}/discardCheckout: undo a check-out
GET /drives/{id}/items/{id}/getActivitiesByInterval(startDateTime='x',endDateTime='x',interval='x'): who used a file in a period
GET /drives/{id}/following: files that I follow
POST /drives/{id}/items/{id}/createUploadSession: resumable upload
GET /drives/{id}/root/search(q='x'): search in a drive
GET /drives/{id}/items/{id}/content: download a file in another format, convert a document to PDF
`;
