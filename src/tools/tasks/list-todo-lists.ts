import { listTool } from '../list-tool.ts';
import { flag, text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { listOf } from '../output/words.ts';

const todoList = rowOf({ displayName: text, wellknownListName: text, isOwner: flag, isShared: flag });

export const listTodoLists = listTool({
  name: 'list_todo_lists',
  title: 'To Do lists',
  area: 'tasks',
  order: 10,
  presets: [],
  about: 'List my Microsoft To Do lists.',
  intents: [
    'which to-do lists do I have',
    'my task lists',
    'lists in Microsoft To Do',
    'which list is shared with me',
    'find my shopping list',
  ],
  openWorld: true,
  scopes: ['Tasks.Read'],
  operation: 'GET /me/todo/lists',
  example: { as: 'ana.silva', args: {} },
  input: {},
  maxTop: 50,
  budget: { withIds: 3_600, withoutIds: 1_000 },
  row: todoList,
  columns: [
    todoList.column('name', ['displayName'], (row) => row.displayName),
    todoList.column('flags', ['wellknownListName', 'isOwner', 'isShared'], (row) =>
      listOf(
        row.wellknownListName === 'defaultList' && 'default',
        row.isShared === true && (row.isOwner === false ? 'shared with me' : 'shared'),
      ),
    ),
  ],
  request: () => ({ path: '/me/todo/lists', what: 'To Do lists' }),
});
