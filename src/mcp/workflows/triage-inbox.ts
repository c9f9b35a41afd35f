import type { Workflow } from './workflow.ts';

export const triageInbox: Workflow = {
  name: 'triage-inbox',
  title: 'Triage my inbox',
  about:
    "Sort unread mail into answer, do, read and archive, and act on it once the user agrees. Use for 'triage my inbox', 'clean up my mail' or 'what needs an answer'.",
  args: [
    { name: 'folder', about: 'Mail folder.', otherwise: 'inbox', suggested: 'folder', example: 'inbox' },
    {
      name: 'since',
      about: 'Start of the period in which the mail was received.',
      otherwise: 'last monday',
      example: '2020-01-01',
    },
  ],
  steps: [
    {
      tool: 'list_messages',
      args: { folder: '{folder}', unread: true, since: '{since}', preview: true, top: 50 },
      note: 'If there is a cursor, ask whether to continue before you read more pages.',
    },
    {
      tool: 'get_message',
      args: { message_id: '<id from list_messages>' },
      note: 'Only for messages whose first lines do not show what the sender wants; at most five messages.',
    },
    {
      tool: 'update_message',
      args: { message_ids: ['<id from list_messages>'], flag: 'flagged' },
      note: 'For mail that needs an answer.',
      changes: true,
    },
    {
      tool: 'create_todo_task',
      args: { title: '<what to do, and the sender>' },
      note: 'For mail that asks for work, with the due date it mentions.',
      changes: true,
    },
    {
      tool: 'move_message',
      args: { message_ids: ['<id from list_messages>'], folder: 'archive' },
      note: 'For mail that needs no action: archive all of it in one call. Nothing is deleted.',
      changes: true,
    },
  ],
  answer:
    'Before any change, show a table with sender, subject, group (answer, do, read, archive) and the reason in a few words. Let the user correct it. Afterwards, say in one line what was changed.',
};
