/** A question that a user asks, and the tools that can answer it, the most obvious tool first. */
export interface Question {
  readonly ask: string;
  readonly tools: readonly [string, ...string[]];
}

const ask = (question: string, ...tools: [string, ...string[]]): Question => ({ ask: question, tools });

/**
 * 100 questions in users' own words, by area. The questions were written before anybody compared them with the tools'
 * descriptions. If a question does not find its tool, change the description, not the question.
 */
export const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
  core: [
    ask('am I signed in and which permissions do I have', 'get_auth_status'),
    ask('show me the next page of results', 'get_next_page'),
    ask('which sets of tools can I switch on', 'list_toolsets'),
    ask('which Graph API operation can do this', 'graph_search_operations'),
    ask('call a Graph endpoint directly and give me the JSON', 'graph_get'),
  ],
  users: [
    ask('who am I', 'get_me'),
    ask("find a colleague's email address and phone number", 'list_users', 'get_user'),
    ask("who is Ben's manager", 'get_manager'),
    ask('who reports to me', 'list_direct_reports'),
    ask('which people do I work with most', 'list_relevant_people'),
    ask('show me a profile photo of Farah', 'get_user_photo'),
  ],
  groups: [
    ask('which groups am I in', 'list_my_groups'),
    ask('who is in the marketing group', 'list_group_members'),
    ask('add Emil to the finance group', 'add_group_member'),
    ask('take Dana out of the project group', 'remove_group_member'),
    ask('find a group by its name', 'list_groups'),
  ],
  directory: [
    ask('how many licenses do we have left', 'list_licenses'),
    ask('give a new employee an E3 license', 'assign_license'),
    ask('who are the global administrators', 'list_directory_roles'),
    ask('show failed sign-ins of this user', 'list_sign_ins'),
    ask('invite an external guest to our tenant', 'invite_guest'),
    ask('which laptops and phones are enrolled in Intune', 'list_managed_devices'),
    ask('which app registrations do we have', 'list_applications'),
  ],
  mail: [
    ask('show my unread emails', 'list_messages'),
    ask('find the email from the bank about the invoice', 'search_messages'),
    ask('read this email in full', 'get_message'),
    ask('send an email to Ana', 'send_mail'),
    ask('prepare an email but do not send it yet', 'create_draft'),
    ask('answer this email', 'reply_to_message'),
    ask('forward this message to my boss', 'forward_message'),
    ask('mark these emails as read and flag them', 'update_message'),
    ask('move this mail to the archive folder', 'move_message'),
    ask('delete this email', 'delete_message'),
    ask('download the attachment of this mail', 'get_attachment'),
    ask('which folders are in my mailbox', 'list_mail_folders'),
    ask('make a rule that sorts newsletters into a folder', 'create_mail_rule'),
    ask('set my out of office reply', 'set_automatic_reply'),
    ask('send the draft that I wrote yesterday', 'send_draft'),
  ],
  calendar: [
    ask('what meetings do I have today', 'list_events'),
    ask('when did I last meet with the supplier', 'search_events'),
    ask('schedule a meeting with Ben tomorrow at 10', 'create_event'),
    ask('reschedule my meeting to Friday afternoon', 'update_event'),
    ask('cancel the meeting and tell everybody', 'cancel_event'),
    ask('accept the invitation', 'respond_to_event'),
    ask('find a time when everybody is free', 'find_meeting_times'),
    ask('is Farah busy this afternoon', 'get_schedule'),
    ask('which meeting rooms are there', 'list_rooms'),
    ask('create a Teams meeting link', 'create_online_meeting', 'create_event'),
    ask('what was said in the meeting, show the transcript', 'list_meeting_transcripts'),
  ],
  search: [
    ask('search everything for project Aurora', 'search_m365', 'search'),
    ask('find mails, files and chats about the budget', 'search_m365', 'search'),
    ask('which documents did I work on recently', 'list_recent_files'),
    ask('which files were shared with me', 'list_shared_with_me'),
  ],
  files: [
    ask('what is in my OneDrive', 'list_files'),
    ask('find the file with the quarterly report', 'search_files', 'search_m365'),
    ask('summarise this Word document', 'read_file_content'),
    ask('upload a text file to OneDrive', 'upload_file'),
    ask('make a new folder for the contracts', 'create_folder'),
    ask('rename this document', 'move_file'),
    ask('make a copy of the template', 'copy_file'),
    ask('delete the old presentation', 'delete_file'),
    ask('create a sharing link for this document', 'share_file'),
    ask('give Dana access to edit this file', 'invite_to_file'),
    ask('show earlier versions of the document', 'list_file_versions'),
  ],
  excel: [
    ask('which sheets does this Excel file have', 'list_worksheets'),
    ask('read the cells A1 to D20 of the spreadsheet', 'read_range'),
    ask('write a value into a cell of the workbook', 'write_range'),
    ask('add a row to the Excel table', 'add_table_rows'),
    ask('add a new sheet to the workbook', 'create_worksheet'),
  ],
  onenote: [
    ask('which OneNote notebooks do I have', 'list_notebooks'),
    ask('read my notes from the workshop', 'read_note_page', 'list_note_pages'),
    ask('write a new note in OneNote', 'create_note_page'),
    ask('add a line to my note', 'append_note_page'),
  ],
  tasks: [
    ask('what is on my to-do list', 'list_todo_tasks'),
    ask('remind me to call the dentist tomorrow', 'create_todo_task'),
    ask('mark the task as done', 'update_todo_task', 'update_planner_task'),
    ask('delete that to-do', 'delete_todo_task'),
    ask('which task lists do I have', 'list_todo_lists'),
    ask('what is assigned to me in Planner', 'list_planner_tasks'),
    ask('create a task on the team board and assign it to Ben', 'create_planner_task'),
    ask('which Planner boards does our team have', 'list_planner_plans'),
  ],
  contacts: [
    ask('look up the plumber in my address book', 'list_contacts'),
    ask('save a new contact with a phone number', 'create_contact'),
    ask("change a contact's email address", 'update_contact'),
    ask('delete this person from my contacts', 'delete_contact'),
  ],
  teams: [
    ask('which teams am I a member of', 'list_teams'),
    ask('which channels does the sales team have', 'list_channels'),
    ask('what is new in the general channel', 'list_channel_messages'),
    ask('post an announcement in the channel', 'send_channel_message'),
    ask('write a Teams chat message to Farah', 'send_chat_message'),
    ask('show my recent chats', 'list_chats'),
    ask('what did Emil write to me in the chat', 'list_chat_messages'),
    ask('is Ben online right now', 'get_presence'),
    ask('who is in this team', 'list_team_members'),
  ],
  sharepoint: [
    ask('find the SharePoint site of the legal department', 'search_sites'),
    ask('which lists are on this site', 'list_lists'),
    ask('show the open items of the issues list', 'list_list_items'),
    ask('add an entry to the SharePoint list', 'create_list_item'),
    ask('change the status of a list item', 'update_list_item'),
    ask('which pages does the intranet site have', 'list_site_pages'),
  ],
};
