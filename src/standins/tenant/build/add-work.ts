import { type User, usersOf } from '../directory.ts';
import { addContact, addNotebook } from '../rows/note-rows.ts';
import { addPlan, addTodoList, localMidnight, midnightIn } from '../rows/task-rows.ts';
import type { Tenant } from '../tenant.ts';
import {
  contacts,
  groupNotebook,
  notebook,
  notebookGroups,
  type PlanData,
  plans,
  todos,
} from '../data/work.ts';
import { groupId } from '../rows/group-rows.ts';

/** Adds tasks, plans, contacts and notes. */
export function addWork(tenant: Tenant): void {
  for (const user of usersOf(tenant).all()) {
    if (user.accountEnabled !== true) continue;
    addTodos(tenant, user);
    for (const [name, company, job, address, phone] of contacts)
      addContact(tenant, user.id, { name, company, job, addresses: [address], phones: [phone] });
    addNotebook(tenant, user.id, {
      name: `${user.displayName.split(' ')[0]}’s notebook`,
      sections: Object.entries(notebook),
      groups: Object.entries(notebookGroups).map(([name, sections]) => ({
        name,
        sections: Object.entries(sections),
      })),
    });
  }
  addNotebook(tenant, `/groups/${groupId('harbor')}`, {
    name: 'Harbor notebook',
    sections: Object.entries(groupNotebook),
  });
  for (const plan of plans) addTeamPlan(tenant, plan);
}

function addTodos(tenant: Tenant, user: User): void {
  for (const [name, tasks] of Object.entries(todos))
    addTodoList(tenant, user.id, {
      name,
      isDefault: name === 'Tasks',
      tasks: tasks.map(([title, due, isDone]) => ({
        title,
        isDone,
        isImportant: due === 2,
        due: due === undefined ? undefined : localMidnight(tenant, user, midnightIn(tenant, due)),
      })),
    });
}

function addTeamPlan(tenant: Tenant, { group, title, buckets, tasks }: PlanData): void {
  const users = usersOf(tenant).all();
  const idsOf = (aliases: readonly string[]) =>
    aliases.flatMap((alias) => users.find((user) => user.mailNickname === alias)?.id ?? []);
  addPlan(tenant, {
    group,
    title,
    buckets,
    tasks: tasks.map(([bucket, name, who, percent, due]) => ({
      bucket,
      title: name,
      assignees: idsOf(who),
      percent,
      due: midnightIn(tenant, due),
    })),
  });
}
