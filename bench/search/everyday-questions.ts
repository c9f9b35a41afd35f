import { questionsIn, type QuestionSet } from './questions.ts';

/**
 * Questions from office staff; a curated tool answers each question. The questions were written before the search was
 * tuned to them. About a quarter of the questions, in the tuned half and in the held-out half, share few words with the
 * tool descriptions.
 */
export const everydayQuestions: QuestionSet = {
  tuning: questionsIn(`
did the accountant write to me this week | list_messages | search_messages
let Ingrid know by mail that the invoice has been paid | send_mail
what time does my first appointment start tomorrow | list_events | get_event
get everybody from design around one table next Thursday | create_event | find_meeting_times
I am on holiday from Monday, answer people for me | set_automatic_reply
who is above Tomas in the hierarchy | get_manager
where did I save the cost estimate for the roof | search_files | search_m365
show me what is in cell B7 of the forecast workbook | read_range
jot down the minutes in my notebook | create_note_page | append_note_page
remind me to renew the parking permit on the 3rd | create_todo_task
strike the dentist thing from my to-do list | delete_todo_task | update_todo_task
what still has to be done on the website relaunch board | list_planner_tasks
add the plumber's number to my address book | create_contact
tell the whole Release channel that the build is broken | send_channel_message
is Farid at his desk right now | get_presence
which colleagues belong to the Marketing group | list_group_members
take Olga out of the distribution list | remove_group_member
how many E5 seats do we have left | list_licenses
let an external consultant into our tenant | invite_guest
Vera could not log in this morning, what went wrong | list_sign_ins
`),
  heldOut: questionsIn(`
put the supplier's reply into the Contracts folder | move_message
stop newsletters from cluttering my inbox | create_mail_rule | list_mail_rules
does anything clash on Wednesday afternoon | list_events | get_schedule | find_meeting_times
I cannot make it to the budget review, tell them | respond_to_event
make the offsite planning start an hour later | update_event
a place for eight people with a projector on the second floor | list_rooms | get_schedule
boil the tender document down to half a page | read_file_content
give Lena a link to the price list so that she can edit it | share_file | invite_to_file
bring back what the proposal looked like last Friday | list_file_versions
tidy the old drafts on my drive into an Archive folder | move_file | create_folder
append yesterday's sales to the table in the workbook | add_table_rows | write_range
cross off the groceries | update_todo_task
hand the photo shoot over to Miguel in Planner | update_planner_task
Bruno has a new mobile number, correct it | update_contact
what has been said in the Support channel lately | list_channel_messages
open a chat with Hanna and Luis | create_chat
who has global administrator rights here | list_directory_roles
show the laptops and phones that our staff use for work | list_managed_devices
somebody altered a group last night, who was it | list_audit_events
what did people say in the kickoff call, I missed it | list_meeting_transcripts
`),
};
