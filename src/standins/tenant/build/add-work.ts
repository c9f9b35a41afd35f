import { groupsIn, type User, usersOf } from '../directory.ts';
import { bytes, guid, outlookId } from '../ids.ts';
import type { Tenant } from '../tenant.ts';
import { contacts, lists, notebook, type PlanData, plans, sitePages, todos } from '../data/work.ts';

const DAY = 86_400_000;

/** Adds tasks, plans, contacts, notes, lists and pages. */
export function addWork(tenant: Tenant): void {
  for (const user of usersOf(tenant).all()) {
    if (user.accountEnabled !== true) continue;
    addTodos(tenant, user);
    addContacts(tenant, user);
    addNotebook(tenant, user);
  }
  for (const plan of plans) addPlan(tenant, plan);
  addLists(tenant);
  addPages(tenant);
}

function midnightIn(tenant: Tenant, days: number): Date {
  return new Date(Math.floor(tenant.now().getTime() / DAY) * DAY + days * DAY);
}

/** To Do stores a due date as the start of the day in the mailbox's time zone. */
function localMidnight(tenant: Tenant, user: User, days: number): Date {
  const { timeZone = 'UTC' } = (user.$settings ?? {}) as { timeZone?: string };
  const date = midnightIn(tenant, days);
  return new Date(tenant.zone(timeZone)?.instant(date.toISOString()) ?? date.getTime());
}

function utcOf(at: Date): { dateTime: string; timeZone: string } {
  return { dateTime: `${at.toISOString().slice(0, 19)}.0000000`, timeZone: 'UTC' };
}

function addTodos(tenant: Tenant, user: User): void {
  const listsOf = tenant.table(`/users/${user.id}/todo/lists`);
  for (const [name, tasks] of Object.entries(todos)) {
    const list = listsOf.put({
      id: outlookId(user.id, `todo|${name}`),
      displayName: name,
      isOwner: true,
      isShared: false,
      wellknownListName: name === 'Tasks' ? 'defaultList' : 'none',
    });
    for (const [title, due, done] of tasks)
      tenant.table(`/users/${user.id}/todo/lists/${list.id}/tasks`).put({
        id: outlookId(user.id, `todo|${name}|${title}`),
        importance: due === 2 ? 'high' : 'normal',
        isReminderOn: false,
        status: done ? 'completed' : 'notStarted',
        title,
        createdDateTime: midnightIn(tenant, -7).toISOString(),
        lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
        hasAttachments: false,
        categories: [],
        body: { content: '', contentType: 'text' },
        ...(due !== undefined && {
          dueDateTime: utcOf(localMidnight(tenant, user, due)),
        }),
      });
  }
}

function addContacts(tenant: Tenant, user: User): void {
  for (const [name, companyName, jobTitle, address, phone] of contacts) {
    const [givenName = '', surname = ''] = name.split(' ');
    tenant.table(`/users/${user.id}/contacts`).put({
      id: outlookId(user.id, `contact|${name}`),
      createdDateTime: '2025-02-03T09:00:00Z',
      lastModifiedDateTime: '2025-02-03T09:00:00Z',
      parentFolderId: outlookId(user.id, 'contacts'),
      displayName: name,
      givenName,
      surname,
      fileAs: `${surname}, ${givenName}`,
      jobTitle,
      companyName,
      department: null,
      businessPhones: [phone],
      homePhones: [],
      mobilePhone: null,
      emailAddresses: [{ name, address }],
      categories: [],
      personalNotes: '',
    });
  }
}

function addNotebook(tenant: Tenant, user: User): void {
  const base = `/users/${user.id}/onenote`;
  const id = (kind: string) => `1-${guid(`${kind}|${user.id}`)}`;
  const stamp = {
    createdDateTime: '2025-09-01T08:00:00Z',
    lastModifiedDateTime: midnightIn(tenant, -2).toISOString(),
  };
  const book = tenant.table(`${base}/notebooks`).put({
    id: id('notebook'),
    ...stamp,
    displayName: `${user.displayName.split(' ')[0]}’s notebook`,
    isDefault: true,
    isShared: false,
    userRole: 'Owner',
  });
  for (const [name, pages] of Object.entries(notebook)) {
    const section = tenant.table(`${base}/sections`).put({
      id: id(`section|${name}`),
      ...stamp,
      displayName: name,
      isDefault: name === 'Meetings',
      parentNotebook: { id: book.id, displayName: book.displayName },
      $notebook: book.id,
    });
    for (const [title, html] of pages)
      tenant.table(`${base}/pages`).put({
        id: `1-${bytes(`page|${user.id}|${title}`, 16).toString('hex')}!${id(`section|${name}`)}`,
        ...stamp,
        title,
        level: 0,
        order: 0,
        createdByAppId: '',
        contentUrl: '',
        parentSection: { id: section.id, displayName: name },
        $section: section.id,
        $html: `<html lang="en-GB"><head><title>${title}</title></head><body>${html}</body></html>`,
      });
  }
}

function addPlan(tenant: Tenant, data: PlanData): void {
  const group = groupsIn(tenant).get(guid(`group|${data.group}`));
  if (!group) return;
  const short = (seed: string) => bytes(seed, 21).toString('base64url').slice(0, 28);
  const plan = tenant.table('/planner/plans').put({
    id: short(`plan|${data.title}`),
    title: data.title,
    owner: group.id,
    createdDateTime: '2026-03-02T09:00:00Z',
    container: { containerId: group.id, type: 'group' },
  });
  for (const name of data.buckets)
    tenant
      .table('/planner/buckets')
      .put({ id: short(`bucket|${data.title}|${name}`), name, planId: plan.id, orderHint: '8586' });
  for (const [bucket, title, who, percentComplete, due] of data.tasks) {
    const assigned = who.flatMap(
      (alias) =>
        usersOf(tenant)
          .all()
          .find((user) => user.mailNickname === alias)?.id ?? [],
    );
    tenant.table('/planner/tasks').put({
      id: short(`task|${data.title}|${title}`),
      planId: plan.id,
      bucketId: short(`bucket|${data.title}|${bucket}`),
      title,
      orderHint: '8586',
      assigneePriority: '',
      percentComplete,
      priority: 5,
      startDateTime: null,
      createdDateTime: '2026-03-02T09:00:00Z',
      dueDateTime: midnightIn(tenant, due).toISOString(),
      hasDescription: false,
      checklistItemCount: 0,
      referenceCount: 0,
      completedDateTime: percentComplete === 100 ? midnightIn(tenant, due).toISOString() : null,
      assignments: Object.fromEntries(
        assigned.map((oid) => [oid, { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: '' }]),
      ),
      $details: { description: '', checklist: {}, references: {}, previewType: 'automatic' },
    });
  }
}

function siteNamed(tenant: Tenant, name: string): string | undefined {
  return tenant
    .table('/sites')
    .all()
    .find((site) => site.name === name)?.id;
}

function addLists(tenant: Tenant): void {
  for (const data of lists) {
    const site = siteNamed(tenant, data.site);
    if (site === undefined) continue;
    const list = tenant.table(`/sites/${site}/lists`).put({
      id: guid(`list|${data.site}|${data.name}`),
      name: data.name,
      displayName: data.name,
      description: '',
      createdDateTime: '2026-02-02T09:00:00Z',
      lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
      webUrl: `https://contoso.sharepoint.example/sites/${data.site}/Lists/${data.name}`,
      list: { contentTypesEnabled: false, hidden: false, template: 'genericList' },
      $columns: data.columns.map(([name, kind]) => ({
        id: guid(`column|${data.name}|${name}`),
        name,
        displayName: name,
        required: name === 'Title',
        readOnly: false,
        hidden: false,
        [kind]: {},
      })),
    });
    for (const [index, row] of data.rows.entries())
      tenant.table(`/sites/${site}/lists/${list.id}/items`).put({
        id: String(index + 1),
        createdDateTime: '2026-02-03T09:00:00Z',
        lastModifiedDateTime: midnightIn(tenant, -1).toISOString(),
        webUrl: `${String(list.webUrl)}/${index + 1}_.000`,
        contentType: { id: '0x0100', name: 'Item' },
        fields: {
          id: String(index + 1),
          ...Object.fromEntries(data.columns.map(([name], at) => [name, row[at]])),
        },
      });
  }
}

function addPages(tenant: Tenant): void {
  for (const site of tenant.table('/sites').all())
    for (const [title, text] of sitePages)
      tenant.table(`/sites/${site.id}/pages`).put({
        id: guid(`page|${site.id}|${title}`),
        '@odata.type': '#microsoft.graph.sitePage',
        name: `${title.replaceAll(' ', '-')}.aspx`,
        title,
        description: text,
        pageLayout: 'article',
        createdDateTime: '2026-02-02T09:00:00Z',
        lastModifiedDateTime: midnightIn(tenant, -3).toISOString(),
        publishingState: { level: 'published', versionId: '1.0' },
        $html: `<p>${text}</p>`,
      });
}
