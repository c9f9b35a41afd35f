/**
 * The steps of each task as a model that knows none of the tools would write them for `graph_search_operations`. The
 * steps were written before the first measurement.
 */
export const plans: Readonly<Record<string, string>> = {
  'answer the newest email from Petra': 'find emails from a person; read an email; reply to an email',
  'file the emails from Dana in a new folder':
    'list emails from a person; create a mail folder; move emails to a folder',
  'read an attached quote': 'list emails with attachments; read an email; read an attachment',
  'turn on an automatic reply': 'get mailbox settings; turn on an out-of-office reply',
  'replace an old inbox rule': 'list inbox rules; delete an inbox rule; create an inbox rule',
  'find an hour with Ben and book it': 'find a time when two people are free; book a meeting',
  'decline the security training': 'find an event by its title; decline an invitation',
  'give the next stand-up another place':
    'list upcoming events; change the location of an event; read an event',
  'prepare the next meeting with Ben': 'get my next meeting with a person; find recent emails from a person',
  'book a room for eight': 'find a meeting room; see when a room is free; book a meeting',
  "find Ben's telephone number and manager": "get a person's phone number; get a person's manager",
  'see who in Engineering is available': 'list people in a department; see who is available',
  'write to my direct report': 'list my direct reports; send a chat message; read chat messages',
  'add a contact and find it': 'add a contact; find a contact',
  'tidy the contacts': 'list my contacts; change a contact; delete a contact',
  'complete a to-do and add the next one': 'list my to-dos; complete a to-do; add a to-do',
  'report progress on a Planner task':
    'list tasks of a Planner plan; update the progress of a Planner task; read a Planner task',
  'give Goran a new Planner task': 'list Planner plans; create a Planner task; list tasks of a Planner plan',
  'read the scope and share it': 'find a file; read a file; share a file',
  'move the risks to a new folder': 'create a folder; move a file; list files in a folder',
  'store minutes and invite Ben to edit': 'save a text as a file; give a person access to a file; get a file',
  'mark the costs as checked': 'list worksheets; read cells of a worksheet; write cells of a worksheet',
  'add a cost to the table': 'read the rows of an Excel table; add rows to an Excel table',
  'list open approvals on a new worksheet':
    'read the rows of an Excel table; add a worksheet; write cells of a worksheet; read cells of a worksheet',
  'add a decision to the notes for the board':
    'find a OneNote page; add text to a OneNote page; read a OneNote page',
  'start a page in the right section':
    'list OneNote notebooks and sections; create a OneNote page; read a OneNote page',
  'post in the launch channel':
    'list my teams; list the channels of a team; post a message in a channel; read the messages of a channel',
  'catch up on a channel': 'list the channels of a team; read the messages of a channel',
  'answer in a chat': 'list my chats; read the messages of a chat; send a chat message',
  'close an issue in a list': 'find items of a SharePoint list; change an item of a SharePoint list',
  'report an issue':
    'list the lists of a SharePoint site; add an item to a SharePoint list; find items of a SharePoint list',
  'find out how to ask for help': 'find a SharePoint site; list the pages of a site; read a page of a site',
  'remove somebody from a group': 'find a group; list the members of a group; remove a member from a group',
  'read what a group discussed':
    'list my groups; list the conversations of a group; read a conversation of a group',
  'look for failed sign-ins and the policy': 'list failed sign-ins; list Conditional Access policies',
  'find the app whose secret expires next':
    'list enterprise applications; list app registrations and secrets',
  'invite a guest and see the licences left': 'list licences that are left; invite a guest',
  'find devices that do not comply, and who uses them': 'list devices that do not comply; look up a person',
  'search everywhere and read the best email': 'search in mail and files; read an email',
  'read the goals that Hana shared': 'list files shared with me; read a file',
};
