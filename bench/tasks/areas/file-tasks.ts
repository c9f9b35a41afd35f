import { idOf, type Task } from '../task.ts';

export const fileTasks: readonly Task[] = [
  {
    name: 'read the scope and share it',
    as: 'ana.silva',
    steps: async (ask) => {
      const id = idOf(await ask('search_files', { query: 'scope' }), 'Scope.md');
      const text = await ask('read_file_content', { item: id });
      return text + (await ask('share_file', { item: id }));
    },
    check: { says: /Harbor, first release[\s\S]*https:/ },
  },
  {
    name: 'move the risks to a new folder',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('create_folder', { path: '/Harbor/Planning' });
      await ask('move_file', { item: '/Harbor/Risks.csv', to: '/Harbor/Planning' });
      return ask('list_files', { path: '/Harbor/Planning' });
    },
    check: { says: /Risks\.csv/ },
  },
  {
    name: 'store minutes and invite Ben to edit',
    as: 'ana.silva',
    steps: async (ask) => {
      const item = '/Harbor/Minutes.md';
      await ask('upload_file', { path: item, content: '# Minutes\n\nThe scope is final.' });
      await ask('invite_to_file', { item, people: ['Ben Okafor'], role: 'write' });
      return ask('get_file', { item });
    },
    check: { says: /Ben Okafor/ },
  },
];

const item = '/Budget/Launch costs.xlsx';

export const excelTasks: readonly Task[] = [
  {
    name: 'mark the costs as checked',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('list_worksheets', { item });
      await ask('read_range', { item, worksheet: 'Costs' });
      await ask('write_range', { item, worksheet: 'Costs', address: 'G2', values: [['checked']] });
      return ask('read_range', { item, worksheet: 'Costs', address: 'G1:G3' });
    },
    check: { says: /checked/ },
  },
  {
    name: 'add a cost to the table',
    as: 'ana.silva',
    steps: async (ask) => {
      const table = { item, table: 'Costs' };
      await ask('list_table_rows', table);
      await ask('add_table_rows', { ...table, columns: ['item', 'amount'], rows: [['Photos', 900]] });
      return ask('list_table_rows', { ...table, where: 'item=Photos' });
    },
    check: { says: /Photos \| 900/ },
  },
  {
    name: 'list open approvals on a new worksheet',
    as: 'ana.silva',
    steps: async (ask) => {
      await ask('list_table_rows', { item, table: 'Costs', where: 'approved=FALSE' });
      await ask('create_worksheet', { item, name: 'Open' });
      await ask('write_range', { item, worksheet: 'Open', address: 'A1', values: [['Launch event', 7500]] });
      return ask('read_range', { item, worksheet: 'Open' });
    },
    check: { says: /Launch event/ },
  },
];
