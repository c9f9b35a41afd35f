/** What people say when they want one of the tools for tasks, contacts, Teams or SharePoint, in addition to the intents in the tools' records. */
export const workPhrases = `
list_todo_lists: my lists of tasks, what lists are there in To Do, do I have a packing list, names of my task lists
list_todo_tasks: what do I have to do, what is still open, my chores for today, which of my tasks are late, things on my list, what did I want to buy, what have I finished this week, my reminders, show the shopping list, what should I do first, tasks with high importance
get_todo_task: details of my task, sub-steps of the task, notes on the to-do, when will I be reminded, what belongs to this task
create_todo_task: remind me tomorrow at nine, do not let me forget the invoice, set a reminder, I have to renew my passport next month, put bread on the shopping list, add an item to my list, note that I must call the bank, new task for me, add to my personal tasks, nudge me on Friday
update_todo_task: I have done that, cross it off my list, check the item off, finished with this task, mark as completed, change the reminder of my task, postpone my task until Monday, make the task important, tick milk off the list, that one is done, strike it off as done, give my to-do a due date, snooze the reminder
delete_todo_task: take it off my list, strike the item from my list, erase the to-do, I do not need this reminder any more, drop the task, remove a reminder, clear the completed tasks
list_planner_plans: which boards does the team have, our project plans, plans in Planner, stages of the board, columns of the project board, list the buckets
list_planner_tasks: what is on the project board, who does what in the project, open work of the team, status of the tasks in the plan, which cards are late, what is left to do on the board, progress of the project, tasks of my colleagues in Planner, what has to be done for the launch, my cards, how far is the project, outstanding items of the plan
get_planner_task: what does the card say, who is responsible for the task in the plan, details of a card, checklist on the card, comments and links of the task, description of the work item
create_planner_task: put a new card on the board, give a colleague a task in the project, add work to the plan, plan the work for the team, delegate something to Ben on the board, open a work item, put it on the team's board
update_planner_task: move the card to the next column, reassign the task to someone else, hand the work over to a colleague, set the card to finished, give the task to Ben instead, change who is responsible, delay the task on the board, mark the work item as in progress, prioritise the card, extend the deadline in the plan, close the card
list_contacts: phone number of a customer, how can I reach the plumber, look in my address book, private contacts, who do I know at a company, mobile number of my doctor, number of an acquaintance, people I saved in Outlook
create_contact: save a phone number, keep the business card of a visitor, put somebody into my address book, note the number of the electrician, store the address of a supplier, add a new business contact
update_contact: somebody has a new number, the phone number is wrong, correct an address in my contacts, she moved to another company, change the email address in my address book, he got married and has a new name, replace the old mobile number, add the birthday to a contact
delete_contact: erase someone from my contacts, throw the number away, I no longer deal with him so remove his entry, take a person out of my address book
list_teams: teams I belong to, which teams do I have in Microsoft Teams, where am I a member in Teams, list my workspaces
list_channels: what channels are there, is there a channel for announcements, topics inside the team, where does the team talk about releases, private and shared channels
list_channel_messages: what is being discussed in the team, catch me up on the channel, latest posts, what did people say in General, news in the channel, conversation in the channel, answers to my post, did somebody react in the channel, read what was posted
send_channel_message: post an announcement to the team, tell everybody in the channel, write in the channel that the server is down, publish a message in Teams for the team, answer the thread in the channel, inform the whole team in Teams, share the news in the channel, warn the channel
list_team_members: people in the team, who else is in our team in Teams, owners of the team, is he a member of the team, guests of the team
create_channel: open a channel for a topic, new channel for the project, private place in the team, split the discussion into another channel
list_chats: my conversations in Teams, who have I been chatting with, open chats, unread chats, recent conversations, chat history overview
list_chat_messages: what did we chat about, read what Mira wrote in the chat, last messages of our chat, did Ben answer me in Teams, what was the link he sent me in chat, catch up on the group chat, show the conversation with my colleague
send_chat_message: tell Ben in Teams that I am coming, write my colleague a short message, ask Mira in chat, text a co-worker, send a quick message to the group chat, give her a ping, direct message, let him know in Teams, answer in the chat
create_chat: start talking to two colleagues, new group conversation, set up a chat with the vendor, open a conversation with several people, chat room for the trip
get_presence: is he at his desk, is she there, can I disturb Ben, who is around right now, is my boss online, is she on a call, is he away, who of my team is available at the moment, green or red in Teams, do not disturb
set_status_message: let colleagues see that I work from home, put a note next to my name in Teams, display that I am at lunch, show what I am doing, remove my status text, status line
search_sites: find a SharePoint site, where is the intranet, site of the department, sites about a topic, which sites exist, where is the wiki of the project, sites I follow
get_site: information about a site, when was the site made, address of the SharePoint site, what does the site contain
list_lists: lists on the site, fields of the list, which columns are there, structure of the SharePoint list, libraries of the site, where is the equipment tracked
list_list_items: entries of the list, who borrowed the projector according to the list, open tickets in the SharePoint list, show the inventory, records of a list, rows with a certain status, look something up in the list of the site
create_list_item: add an entry to the list, register a new device in the inventory list, report a fault in the list, new row in SharePoint, file a ticket in the list
update_list_item: change an entry in the list, set the ticket to closed, correct the inventory, edit a row in SharePoint, assign the ticket to someone, mark the item in the list as returned
delete_list_item: remove an entry from the SharePoint list, the row is a duplicate, delete a ticket from the list, take it out of the inventory
list_site_pages: articles on the intranet, recent company news, what is new on our site, pages of the wiki, announcements on SharePoint
read_site_page: read the article on the intranet, what does the news say, text of the SharePoint page, content of the wiki page, open the company news
`;
