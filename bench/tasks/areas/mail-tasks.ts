import { found, idOf, type Task } from '../task.ts';

export const mailTasks: readonly Task[] = [
  {
    name: 'answer the newest email from Petra',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(
        await ask('search_messages', { from: 'Petra Lindqvist', since: '2026-11-01' }),
        'Petra',
      );
      await ask('get_message', { message_id: id });
      return ask('reply_to_message', { message_id: id, body: 'The renewal is ready to sign.' });
    },
    check: { path: '/me/mailFolders/sentitems/messages?$top=50', has: /The renewal is ready to sign/ },
  },
  {
    name: 'file the emails from Dana in a new folder',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_messages', { from: 'Dana Levi' }), 'Dana Levi');
      await ask('create_mail_folder', { name: 'Sales' });
      await ask('move_message', { message_ids: [id], folder: 'Sales' });
      return ask('list_messages', { folder: 'Sales' });
    },
    check: { says: /Dana Levi/ },
  },
  {
    name: 'read an attached quote',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_messages', { has_attachments: true, top: 5 }), '@');
      const attachment = found(await ask('get_message', { message_id: id }), /AAMk[\w=-]{40,}/);
      return ask('get_attachment', { message_id: id, attachment_id: attachment });
    },
    check: { says: /File: / },
  },
  {
    name: 'turn on an automatic reply',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('get_mailbox_settings');
      return ask('set_automatic_reply', { on: true, message: 'Back on Monday.', end: '2026-11-29' });
    },
    check: { path: '/me/mailboxSettings', has: /Back on Monday/ },
  },
  {
    name: 'replace an old inbox rule',
    as: 'ana.silva',
    steps: async (ask) => {
      const rule = idOf(await ask('list_mail_rules'), 'Old newsletter');
      await ask('delete_mail_rule', { rule });
      return ask('create_mail_rule', {
        name: 'Invoices',
        subject_contains: ['invoice'],
        move_to: 'archive',
      });
    },
    check: { path: '/me/mailFolders/inbox/messageRules', has: /"displayName":"Invoices"/ },
  },
];
