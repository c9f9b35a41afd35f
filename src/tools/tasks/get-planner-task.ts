import * as z from 'zod';

import { defineTool } from '../define.ts';
import { factLines } from '../output/fact-lines.ts';
import { cell, fence, passage } from '../output/untrusted.ts';
import { findPlannerTasks } from './shared/find-planner-tasks.ts';
import { checklistLine } from './shared/checklist.ts';
import { bucketsIn, ifReadable, namesOfPeople, planNamed, plannerDate } from './shared/planner-plans.ts';
import { taskZone } from './shared/task-dates.ts';
import { checklistOf, readDetails, referencesOf } from './shared/task-details.ts';

const MAX_TEXT = 8_000;

export const getPlannerTask = defineTool({
  name: 'get_planner_task',
  title: 'Planner task',
  area: 'tasks',
  order: 75,
  presets: [],
  about: 'Read a Planner task: description, checklist, links, people.',
  intents: [
    'what is in the description of the card',
    'checklist of the Planner task',
    'details of the task on the board',
    'which links are attached to the card',
    'what is left to do in this Planner task',
  ],
  kind: 'read',
  openWorld: true,
  repeat: 'safe',
  scopes: ['Tasks.Read'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: { users: ['User.ReadBasic.All'] },
  operation: 'GET /planner/tasks/{id}/details',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { task: 'Letter to customers' } },
  input: {
    task: z.string().min(1).max(256).describe('Id or title.'),
    plan: z.string().min(1).max(256).optional().describe('Default: my tasks.'),
  },
  async run(args, call) {
    const [[task], zone] = await Promise.all([
      findPlannerTasks([args.task], args.plan, call),
      taskZone(call),
    ]);
    if (task === undefined) throw new RangeError('findPlannerTasks returned no task.');
    const assigned = Object.keys(task.assignments ?? {});
    const [details, plan, buckets, { names }] = await Promise.all([
      readDetails(task, call),
      planNamed(task.planId ?? '', call),
      ifReadable(bucketsIn(task.planId ?? '', call)),
      namesOfPeople(assigned, call),
    ]);
    const facts = {
      Title: task.title,
      Plan: plan,
      Bucket: buckets?.find(({ id }) => id === task.bucketId)?.name,
      Due: plannerDate(task.dueDateTime, zone),
      Done: `${task.percentComplete ?? 0}%`,
      People: assigned.map((id) => names.get(id) ?? id).join(', '),
      Id: task.id,
    };
    const lines = factLines(Object.entries(facts), 400);
    const list = checklistOf(details).map(checklistLine);
    const links = referencesOf(details).map((link) => cell(link, 1_000));
    const description = passage(details.description ?? '', MAX_TEXT);
    const text = [
      ...lines,
      ...(list.length > 0 ? ['Checklist:', ...list] : []),
      ...(links.length > 0 ? ['Links:', ...links] : []),
      ...(description === '' ? [] : ['Description:', description]),
    ];
    return { text: `Dates in ${zone.shown}.\n${fence(text.join('\n'))}` };
  },
});
