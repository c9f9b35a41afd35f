import { questionsIn, type QuestionSet } from './questions.ts';

/** Questions that a curated tool answers. The questions were written before the search was tuned. */
export const curatedQuestions: QuestionSet = {
  tuning: questionsIn(`
anything unread from this morning? | list_messages | search_messages
did the supplier write back about the invoice | search_messages | list_messages
open the email from Ben and summarise it | get_message | search_messages | list_messages
drop a line to Carla that I will be late | send_mail
write a reply to this but don't send it yet | create_draft
answer all of them that Thursday works | reply_to_message
pass this message on to the finance team | forward_message
flag that one so I don't forget it | update_message
put these newsletters into the archive folder | move_message
throw away that spam | delete_message
what is in the attached PDF of that mail | get_attachment
how many folders do I have in Outlook | list_mail_folders
what's on my agenda tomorrow | list_events
when is the budget review | search_events | list_events
who has accepted the meeting invite | get_event
book an hour with Ana next Tuesday at 10 | create_event
push the stand-up back by thirty minutes | update_event
call off Friday's workshop and let everybody know | cancel_event
say yes to the planning invitation | respond_to_event
when are Ben and Carla both free this week | find_meeting_times
is David busy on Monday afternoon | get_schedule | find_meeting_times
which meeting rooms seat ten people | list_rooms
what's inside the Projects folder on my OneDrive | list_files
find the slide deck about the product launch | search_files
read me the contract document | read_file_content
give Maria at the agency access to this document | invite_to_file
make a new directory called 2027 plans | create_folder
what do I still have to do | list_todo_tasks
remind me to call the bank on Friday | create_todo_task
look up Elena's job title and phone | get_user | list_users
`),
  heldOut: questionsIn(`
show me the latest emails | list_messages
look for messages that mention the merger | search_messages
what exactly did she write in that e-mail | get_message | search_messages
email the minutes to the whole group | send_mail
prepare an answer for me to check first | create_draft
respond to him with a thank you | reply_to_message
send a copy of this mail to Paul | forward_message
mark everything from the newsletter as read | update_message
file this under Invoices | move_message
remove those messages from my inbox | delete_message
save the spreadsheet she attached | get_attachment
send off the draft I saved | send_draft
do I have meetings on Wednesday | list_events
find the appointment with the dentist | search_events | list_events
give me the dial-in link for the review call | get_event
set up a weekly sync with the design team | create_event
move my one-to-one to 3 pm | update_event
take that entry off my calendar | delete_event
decline the Thursday invite | respond_to_event
suggest a slot for a call with three colleagues | find_meeting_times
which calendars do I have besides my main one | list_calendars
put this text file into my documents | upload_file
rename the report to final | move_file
get rid of the old spreadsheet | delete_file
create a link for this folder that I can send around | share_file
where can I download that file | get_download_link | get_file
tick off the task about travel expenses | update_todo_task
which Planner cards are assigned to me | list_planner_tasks
who is my boss | get_manager
save this person to my address book | create_contact
`),
};
