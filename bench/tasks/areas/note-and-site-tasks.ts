import { idOf, type Task } from '../task.ts';

export const noteTasks: readonly Task[] = [
  {
    name: 'add a decision to the notes for the board',
    as: 'ana.silva',
    steps: async (ask) => {
      const page = idOf(await ask('list_note_pages', { query: 'Board' }), 'Board preparation');
      await ask('append_note_page', { page, body: 'Hiring comes first.' });
      return ask('read_note_page', { page });
    },
    check: { says: /Hiring comes first/ },
  },
  {
    name: 'start a page in the right section',
    as: 'ana.silva',
    steps: async (ask) => {
      const section = idOf(await ask('list_notebooks'), 'Ideas');
      await ask('create_note_page', { section, title: 'Fewer reminders', body: 'One is enough.' });
      return ask('read_note_page', { page: 'Fewer reminders' });
    },
    check: { says: /One is enough/ },
  },
];

const issues = { site: 'Project Harbor', list: 'Issues' };

export const siteTasks: readonly Task[] = [
  {
    name: 'close an issue in a list',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('list_list_items', { ...issues, where: ['Status = Open'] }), 'Search field');
      await ask('update_list_item', { ...issues, item: id, fields: { Status: 'Closed' } });
      return ask('list_list_items', { ...issues, where: ['Status = Closed'] });
    },
    check: { says: /Search field without a label/ },
  },
  {
    name: 'report an issue',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('list_lists', issues);
      await ask('create_list_item', { ...issues, fields: { Title: 'Button too small', Status: 'Open' } });
      return ask('list_list_items', issues);
    },
    check: { says: /Button too small/ },
  },
  {
    name: 'find out how to ask for help',
    as: 'ana.silva',
    steps: async (ask) => {
      const site = idOf(await ask('search_sites', { query: 'Harbor' }), 'Project Harbor');
      const page = idOf(await ask('list_site_pages', { site }), 'How to ask for help');
      return ask('read_site_page', { site, page });
    },
    check: { says: /General channel/ },
  },
];
