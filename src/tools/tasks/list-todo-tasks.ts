import * as z from 'zod';

import { defineTool } from '../define.ts';
import { ids, top } from '../input/common-input.ts';
import { cell } from '../output/untrusted.ts';
import { listOf, minute, words } from '../output/words.ts';
import { renderTable, textColumn } from '../output/table.ts';
import {
  compareTasks,
  dateOfDue,
  dueDate,
  hasStatus,
  localDateOf,
  localTimeOf,
  taskZone,
  todayIn,
} from './shared/task-dates.ts';
import {
  findTodoList,
  listArgument,
  OPEN_TASKS,
  tasksIn,
  todoLists,
  type PlacedTask,
} from './shared/todo-lists.ts';

const COMPLETED_TASKS = "status eq 'completed'";

const filters = {
  open: [OPEN_TASKS],
  overdue: [OPEN_TASKS],
  completed: [COMPLETED_TASKS],
  // Requests open and completed tasks separately, because without a filter Graph does not show which tasks repeat.
  all: [OPEN_TASKS, COMPLETED_TASKS],
};

const column = textColumn<PlacedTask>;

export const listTodoTasks = defineTool({
  name: 'list_todo_tasks',
  title: 'To Do tasks',
  area: 'tasks',
  order: 20,
  presets: ['default'],
  about: 'List my To Do tasks, by list, status or due date.',
  intents: [
    'what is on my to-do list',
    'which tasks are overdue',
    'my open tasks',
    'tasks due this week',
    'what did I complete',
    'tasks in the list Reading',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Tasks.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'GET /me/todo/lists/{id}/tasks',
  supportingReads: ['/me/mailboxSettings'],
  budget: { withIds: 4_600, withoutIds: 1_300 },
  example: { as: 'ana.silva', args: {} },
  input: {
    list: listArgument('Name or id.').optional(),
    status: z.enum(['open', 'overdue', 'completed', 'all']).default('open').describe('Filter.'),
    due_before: dueDate('Date.').optional(),
    top: top(50),
    ids: ids(),
  },
  async run(args, call) {
    const zone = await taskZone(call);
    const { lists, isCut: hasMoreLists } =
      args.list === undefined
        ? await todoLists(call)
        : { lists: [await findTodoList(args.list, call)], isCut: false };
    const { found, isCut } = await tasksIn(lists, call, filters[args.status]);
    const due = ({ task }: PlacedTask): string => localDateOf(task.dueDateTime, zone);
    const datesOf = (placed: PlacedTask) => ({
      due: due(placed),
      completed: placed.task.completedDateTime?.dateTime ?? '',
    });
    const before = dateOfDue(args.due_before, zone, call.now());
    const today = todayIn(zone, call.now());
    const rows = found
      .filter((placed) => {
        const isDone = placed.task.status === 'completed';
        return hasStatus(args.status, { isDone, due: due(placed), today });
      })
      .filter((placed) => before === undefined || (due(placed) !== '' && due(placed) < before))
      .toSorted((a, b) => compareTasks(args.status, datesOf(a), datesOf(b)));
    const shown = rows.slice(0, args.top);
    const hidden = rows.length - shown.length;
    const follows = [
      hidden === 0 ? '' : `Not shown: ${hidden} more. Specify a list, or raise top.`,
      isCut ? 'A list has more than 1,000 tasks; only the first 1,000 were read.' : '',
      hasMoreLists ? 'There are more lists; specify one to see its tasks.' : '',
    ];
    const conditions = listOf(
      args.status !== 'all' && args.status,
      'tasks',
      args.list !== undefined && `in ${cell(lists[0]?.name ?? '')}`,
      before !== undefined && `due before ${before}`,
    );
    return renderTable({
      what: `${conditions.join(' ')}, dates in ${zone.shown}`,
      columns: [
        column('title', ({ task }) => task.title ?? ''),
        column('due', due),
        column('list', ({ list }) => list.name),
        column('flags', ({ task }) =>
          words(
            !['notStarted', 'completed'].includes(task.status ?? '') && task.status,
            task.status === 'completed' &&
              words(`completed ${task.completedDateTime?.dateTime.slice(0, 10) ?? ''}`.trim()),
            task.importance === 'high' && 'important',
            task.isReminderOn === true && `reminder ${minute(localTimeOf(task.reminderDateTime, zone))}`,
            Boolean(task.recurrence) && 'recurring',
          ),
        ),
        ...(args.ids ? [column('id', ({ task }) => task.id, 512)] : []),
      ],
      rows: shown,
      follows: follows.filter(Boolean).join(' ') || 'That is all.',
    });
  },
});
