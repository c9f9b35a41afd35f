import { userOf } from '../../directory.ts';
import { groupId } from '../../rows/group-rows.ts';
import { addContact, addNotebook, type NewSection } from '../../rows/note-rows.ts';
import { addPlan, addTodoList, localMidnight } from '../../rows/task-rows.ts';
import { htmlIn, type Loading, midnightOf } from './loading.ts';
import { suggestionFor } from '../nearest-names.ts';
import type { Path } from '../file-problems.ts';

/** Adds To Do lists, plans, contacts and notebooks. Gives everyone a default To Do list. */
export function loadWork(loading: Loading): void {
  loadTodo(loading);
  loadPlans(loading);
  const { file, names, tenant } = loading;
  for (const [index, contact] of file.contacts.entries()) {
    const owner = names.person(contact.owner, ['contacts', index, 'owner']);
    if (owner === undefined) continue;
    const { title: job, ...rest } = contact;
    addContact(tenant, owner, { ...rest, job });
  }
  for (const [index, notebook] of file.notebooks.entries())
    loadNotebook(loading, notebook, ['notebooks', index]);
}

type NotebookData = Loading['file']['notebooks'][number];

function loadNotebook(loading: Loading, notebook: NotebookData, path: Path): void {
  const { names, problems, tenant } = loading;
  const { owner, group, name } = notebook;
  if ((owner === undefined) === (group === undefined)) {
    problems.add(path, () => 'must have either owner or group.');
    return;
  }
  const person = owner === undefined ? undefined : names.person(owner, [...path, 'owner']);
  const groupFound = group === undefined ? undefined : names.group(group, [...path, 'group']);
  const sections = sectionsOf(loading, notebook.sections, [...path, 'sections']);
  const groups = notebook.groups.map((one, index) => ({
    name: one.name,
    sections: sectionsOf(loading, one.sections, [...path, 'groups', index, 'sections']),
  }));
  const place = person ?? (groupFound === undefined ? undefined : `/groups/${groupId(group!)}`);
  if (place !== undefined) addNotebook(tenant, place, { name, sections, groups });
}

function sectionsOf(loading: Loading, sections: NotebookData['sections'], path: Path): readonly NewSection[] {
  return sections.map((section, index) => [
    section.name,
    section.pages.map((page, number) => [
      page.title,
      htmlIn(loading, page, [...path, index, 'pages', number]),
    ]),
  ]);
}

function loadTodo(loading: Loading): void {
  const { file, names, tenant } = loading;
  const withDefault = new Set<string>();
  for (const [index, list] of file.todo.entries()) {
    const owner = names.person(list.owner, ['todo', index, 'owner']);
    if (owner === undefined) continue;
    const isDefault = list.list === 'Tasks' && !withDefault.has(owner);
    if (isDefault) withDefault.add(owner);
    addTodoList(tenant, owner, {
      name: list.list,
      isDefault,
      tasks: list.tasks.map((task) => ({
        title: task.title,
        isDone: task.done,
        isImportant: task.important,
        notes: task.notes,
        steps: task.steps.map(({ title, done }) => [title, done] as const),
        due:
          task.due === undefined
            ? undefined
            : localMidnight(tenant, userOf(tenant, owner), midnightOf(loading, task.due)),
      })),
    });
  }
  for (const oid of names.everyone)
    if (!withDefault.has(oid)) addTodoList(tenant, oid, { name: 'Tasks', isDefault: true, tasks: [] });
}

function loadPlans(loading: Loading): void {
  const { file, names, problems, tenant } = loading;
  const dayOf = (text: string | undefined) => (text === undefined ? undefined : midnightOf(loading, text));
  for (const [index, plan] of file.plans.entries()) {
    const path = ['plans', index];
    const group = names.group(plan.group, [...path, 'group']);
    for (const [at, { bucket }] of plan.tasks.entries())
      if (!plan.buckets.includes(bucket))
        problems.add(
          [...path, 'tasks', at, 'bucket'],
          () => `the plan has no bucket called "${bucket}".${suggestionFor(bucket, plan.buckets)}`,
        );
    const tasks = plan.tasks.map((task, at) => ({
      ...task,
      assignees: names.people(task.assignees, [...path, 'tasks', at, 'assignees']),
      start: dayOf(task.start),
      due: dayOf(task.due),
      checklist: task.checklist.map(({ title, done }) => [title, done] as const),
    }));
    if (group !== undefined) addPlan(tenant, { group, title: plan.title, buckets: plan.buckets, tasks });
  }
}
