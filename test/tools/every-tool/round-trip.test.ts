import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ToolError } from '../../../src/errors.ts';
import { addFolder, storeMessage } from '../../../src/standins/tenant/mailbox.ts';
import { groupsIn } from '../../../src/standins/tenant/directory.ts';
import { guid, outlookId } from '../../../src/standins/tenant/ids.ts';
import { addChannel, addChat } from '../../../src/standins/tenant/teamwork.ts';
import type { Entity } from '../../../src/standins/tenant/tenant-store.ts';
import { cell } from '../../../src/tools/output/untrusted.ts';
import { cursorIn, oidOf, openDemoTenant, rowsIn, type DemoTenant } from '../../kit/demo-tenant.ts';
import { nameGenerator, otherPieces, pieces } from './awkward-names.ts';

/** Number of names for each kind of container, and for people: 500 in total. */
const NAMES = 50;
const PEOPLE = 250;

const nameOf = nameGenerator(20_261_129, [...pieces, ...otherPieces]);
const names = Array.from({ length: NAMES }, (_, index) => nameOf(index));
const oid = oidOf('ana.silva');

let tenant: DemoTenant;
beforeAll(async () => {
  tenant = await openDemoTenant();
  const store = tenant.graph.tenant;
  for (const [index, name] of names.entries()) {
    addFolder(store, oid, name);
    add(`/users/${oid}/todo/lists`, { id: outlookId(oid, `list-${index}`), displayName: name });
    add(`/users/${oid}/calendars`, { id: outlookId(oid, `calendar-${index}`), name });
    add(`/users/${oid}/contacts`, {
      id: outlookId(oid, `contact-${index}`),
      displayName: name,
      emailAddresses: [{ address: `contact${index}@fabrikam.example`, name }],
    });
    add('/groups', { id: `group-${String(index).padStart(4, '0')}`, displayName: name, mail: null });
    add('/planner/plans', { id: `plan-${String(index).padStart(23, '0')}`, title: name });
  }
  for (let index = 0; index < PEOPLE; index += 1) {
    const mail = `person${index}@contoso.example`;
    const displayName = personName(index);
    add('/users', { id: `person-${index}`, displayName, mail, userPrincipalName: mail });
  }
});
afterAll(() => tenant.close());

/** Puts spaces around each @, because the tools refuse other names with @. Adds letters to a name without letters. */
function personName(index: number): string {
  const name = nameOf(index).replaceAll('@', ' @ ');
  return /\p{L}/u.test(name) ? name : `${name} Ana`;
}

/** Adds a copy of the table's first row with the given properties changed. */
function add(table: string, row: Entity): void {
  const rows = tenant.graph.tenant.table(table);
  const [template] = rows.all();
  rows.put({
    ...template,
    ...row,
    ...('wellknownListName' in (template ?? {}) && { wellknownListName: 'none' }),
  });
}

const ana = async (name: string, given: object) => (await tenant.call('ana.silva', name, given)).text;

/** Returns all rows of a list, from all its pages. */
async function allRows(tool: string, given: object): Promise<readonly (readonly string[])[]> {
  const texts = [await ana(tool, given)];
  for (let cursor = cursorIn(texts[0]!); cursor !== undefined; cursor = cursorIn(texts.at(-1)!))
    // oxlint-disable-next-line no-await-in-loop
    texts.push(await ana('get_next_page', { cursor }));
  return texts.flatMap(rowsIn);
}

/** Calls a tool and returns the paths that it requested, or undefined if it reports several similar names. */
async function pathsOf(tool: string, given: object): Promise<string | undefined> {
  const before = tenant.graph.log.length;
  try {
    await ana(tool, given);
  } catch (error) {
    const code = error instanceof ToolError ? error.code : 'none';
    expect(code, `${tool} ${JSON.stringify(given)} ${String(error)}`).toBe('ambiguous');
    return undefined;
  }
  const requests = tenant.graph.log.slice(before).map(({ path }) => decodeURIComponent(path));
  return requests.join('\n');
}

/**
 * Gives each name in a list to a tool, and expects the tool to request a path with the id of the same row. At most one
 * in ten names may look like another name.
 */
async function checkAll(
  rows: readonly (readonly string[])[],
  tool: string,
  argsOf: (name: string) => object,
  pathOf: (id: string) => string,
): Promise<void> {
  expect(rows.length).toBeGreaterThanOrEqual(NAMES);
  let alike = 0;
  for (const row of rows) {
    const [name = '', id = ''] = [row[0], row.at(-1)];
    // oxlint-disable-next-line no-await-in-loop
    const paths = await pathsOf(tool, argsOf(name));
    if (paths === undefined) alike += 1;
    else expect(paths, `${tool} ${JSON.stringify(name)}`).toContain(pathOf(id));
  }
  expect(alike).toBeLessThanOrEqual(rows.length / 10);
}

describe('a name shown in results', () => {
  it('can be used to find the mail folder', async () => {
    const rows = await allRows('list_mail_folders', { top: 50 });
    const shown = rows.filter(
      ([name = '']) => !/^(?:Inbox|Drafts|Outbox)$|Items|Archive|Junk|History/.test(name),
    );
    await checkAll(
      shown,
      'list_mail_folders',
      (parent) => ({ parent, top: 4 }),
      (id) => `/mailFolders/${id}/childFolders`,
    );
  });

  it('can be used to find the To Do list', async () => {
    const rows = await allRows('list_todo_lists', { top: 50 });
    await checkAll(
      rows,
      'list_todo_tasks',
      (list) => ({ list }),
      (id) => `/todo/lists/${id}/tasks`,
    );
  });

  it('can be used to find the calendar', async () => {
    const rows = await allRows('list_calendars', {});
    await checkAll(
      rows,
      'list_events',
      (calendar) => ({ calendar, top: 4 }),
      (id) => `/calendars/${id}/`,
    );
  });

  it('can be used to find the contact', async () => {
    const rows = await allRows('list_contacts', { top: 50 });
    await checkAll(
      rows,
      'update_contact',
      (contact) => ({ contact, job_title: 'Known' }),
      (id) => `/contacts/${id}`,
    );
  });

  it('can be used to find the plan', async () => {
    const text = await ana('list_planner_plans', {});
    expect(text).toContain('plans, which list_planner_tasks finds by name');
    const plans = tenant.graph.tenant.table('/planner/plans').all();
    const rows = plans.map(({ id, title }) => [cell(String(title)), id]);
    expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(rowsIn(text).map(([name]) => name)));
    await checkAll(
      rows,
      'list_planner_tasks',
      (plan) => ({ plan }),
      (id) => `/planner/plans/${id}/tasks`,
    );
  });
});

describe('a Teams name shown in results', () => {
  const store = () => tenant.graph.tenant;
  it('can be used to find the team', async () => {
    const groups = groupsIn(store());
    const [template] = groups.all();
    const added = names.map((displayName, index) => {
      const { id } = groups.put({ ...template!, id: guid(`named team ${index}`), displayName });
      addChannel(store(), id, { displayName: 'General', at: new Date('2026-11-21T09:00:00Z') });
      return id;
    });
    const rows = await allRows('list_teams', {});
    await checkAll(
      rows,
      'list_channels',
      (team) => ({ team }),
      (id) => `/teams/${id}/channels`,
    );
    for (const id of added) groups.remove(id);
  });

  it('can be used to find the channel', async () => {
    const team = guid('group|engineering');
    for (const displayName of names)
      addChannel(store(), team, { displayName, at: new Date('2026-11-21T09:00:00Z') });
    const rows = await allRows('list_channels', { team });
    await checkAll(
      rows,
      'list_channel_messages',
      (channel) => ({ team, channel }),
      (id) => `/channels/${id}/messages`,
    );
  });

  it('can be used to find the chat', async () => {
    const members = [oid, oidOf('chen.wei')];
    for (const topic of names)
      addChat(store(), { members, topic, chatType: 'group', at: new Date('2026-11-21T09:00:00Z') });
    const rows = await allRows('list_chats', { top: 50 });
    await checkAll(
      rows,
      'list_chat_messages',
      (chat) => ({ chat }),
      (id) => `/chats/${id}/messages`,
    );
  });
});

describe("a group's name shown in results", () => {
  it("can be used to find the group's members", async () => {
    const rows = (await allRows('list_groups', {})).filter((row) => row.at(-1)?.startsWith('group-'));
    await checkAll(
      rows,
      'list_group_members',
      (group) => ({ group }),
      (id) => `/groups/${id}/members`,
    );
  });
});

describe("a person's name shown in results", () => {
  it("can be used as a recipient to find the person's address", async () => {
    const rows = (await allRows('list_users', { top: 100 })).filter(isAdded);
    expect(rows.length).toBe(PEOPLE);
    const found: (readonly string[])[] = [];
    for (let from = 0; from < PEOPLE; from += 20)
      // oxlint-disable-next-line no-await-in-loop
      found.push(...(await recipientsOf(rows.slice(from, from + 20))));
    expect(found.filter(([row, address]) => row !== undefined && row !== address)).toEqual([]);
    expect(found.length).toBeGreaterThan(PEOPLE * 0.9);
  });

  it("can be used to find the person's profile", async () => {
    const rows = (await allRows('list_users', { top: 100 })).filter(isAdded).slice(0, NAMES);
    await checkAll(
      rows,
      'get_user',
      (user) => ({ user }),
      (id) => `/users/${id}`,
    );
  });

  it("can be used, with the address, to find the person's emails", async () => {
    for (let index = 0; index < NAMES; index += 1)
      receiveFrom(`sender${index}@fabrikam.example`, names[index]!);
    const rows = (await allRows('list_messages', { top: 50 })).filter((row) =>
      row[2]?.startsWith('Round trip'),
    );
    expect(rows.length).toBe(NAMES);
    for (const [, from = '', subject = ''] of rows) {
      // oxlint-disable-next-line no-await-in-loop
      const found = rowsIn(await ana('list_messages', { from }));
      expect(
        found.map((row) => row[2]),
        from,
      ).toEqual([subject]);
    }
  });
});

function isAdded(row: readonly string[]): boolean {
  return row.at(-1)?.startsWith('person-') === true;
}

/**
 * Addresses a draft to the people in some rows. Returns for each row the address in the row and the address in the
 * draft. Leaves out people whose names look alike.
 */
async function recipientsOf(rows: readonly (readonly string[])[]): Promise<readonly (readonly string[])[]> {
  try {
    const text = await ana('create_draft', { to: rows.map(([name]) => name), subject: 'Round trip' });
    const addresses = (/" to (.*)\. To send it/.exec(text)?.[1] ?? '').split(', ');
    return rows.map((row, index) => [row[1] ?? '', addresses[index] ?? '']);
  } catch (error) {
    const code = error instanceof ToolError ? error.code : 'none';
    expect(code, `${JSON.stringify(rows)} ${String(error)}`).toBe('ambiguous');
    if (rows.length === 1) return [];
    const half = Math.ceil(rows.length / 2);
    return [...(await recipientsOf(rows.slice(0, half))), ...(await recipientsOf(rows.slice(half)))];
  }
}

function receiveFrom(address: string, name: string): void {
  storeMessage(tenant.graph.tenant, oid, 'inbox', {
    subject: `Round trip ${address}`,
    body: { contentType: 'text', content: 'Hello' },
    from: { emailAddress: { name, address } },
    to: [],
    at: Date.parse('2026-11-21T09:00:00Z'),
    conversation: address,
    read: true,
  });
}
