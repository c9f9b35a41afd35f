import { userOf } from '../../directory.ts';
import { addContact, addNotebook } from '../../rows/note-rows.ts';
import { addPlan, addTodoList, localMidnight } from '../../rows/task-rows.ts';
import { htmlIn, type Loading, midnightOf } from './loading.ts';
import { suggestionFor } from '../nearest-names.ts';

/** Adds To Do lists, plans, contacts and notebooks. Gives everyone a default list. */
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
  for (const [index, notebook] of file.notebooks.entries()) {
    const owner = names.person(notebook.owner, ['notebooks', index, 'owner']);
    const sections = notebook.sections.map(
      (section, at) =>
        [
          section.name,
          section.pages.map(
            (page, number) =>
              [
                page.title,
                htmlIn(loading, page, ['notebooks', index, 'sections', at, 'pages', number]),
              ] as const,
          ),
        ] as const,
    );
    if (owner !== undefined) addNotebook(tenant, owner, { name: notebook.name, sections });
  }
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
