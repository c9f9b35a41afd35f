import { idOf, type Task } from '../task.ts';

export const peopleTasks: readonly Task[] = [
  {
    name: "find Ben's telephone number and manager",
    as: 'ana.silva',
    steps: async (ask) => {
      const user = await ask('get_user', { user: 'Ben Okafor' });
      return `${user}\n${await ask('get_manager', { user: 'Ben Okafor' })}`;
    },
    check: { says: /\+234 1 3691512[\s\S]*Chen Wei/ },
  },
  {
    name: 'see who in Engineering is available',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_users', { department: 'Engineering' }), 'Ben Okafor');
      return ask('get_presence', { people: [id] });
    },
    check: { says: /available/ },
  },
  {
    name: 'write to my direct report',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_direct_reports'), 'Farah Rahimi');
      const to = [id];
      await ask('send_chat_message', { to, body: 'Can we talk about the logo?' });
      return ask('list_chat_messages', { chat: 'Farah Rahimi', top: 5 });
    },
    check: { says: /Can we talk about the logo/ },
  },
  {
    name: 'add a contact and find it',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('create_contact', { name: 'Ada Reyes', emails: ['ada.reyes@fabrikam.example'] });
      return ask('list_contacts', { query: 'Ada' });
    },
    check: { says: /ada\.reyes@fabrikam\.example/ },
  },
  {
    name: 'tidy the contacts',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('list_contacts');
      await ask('update_contact', { contact: 'Omar Haddad', job_title: 'Head of Operations' });
      return ask('delete_contact', { contact: 'Tomas Ferreira' });
    },
    check: { path: '/me/contacts', has: /Head of Operations/ },
  },
];
