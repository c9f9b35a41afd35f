import * as z from 'zod';

import { event, file, message, notebook, site } from './schema-items.ts';
import { administration } from './schema-administration.ts';
import { company, contact, group, person, plan, sharedMailbox, todoList } from './schema-people.ts';
import { listOf } from './schema-parts.ts';
import { chat } from './schema-teams.ts';

/** The content of a tenant file: the fictional company that the stand-ins serve. */
export const tenantFile = z.strictObject({
  $schema: z.string().optional(),
  company,
  people: z.array(person).min(1).max(1_000),
  sharedMailboxes: listOf(sharedMailbox, 200),
  groups: listOf(group, 500),
  mail: listOf(message, 20_000),
  events: listOf(event, 10_000),
  files: listOf(file, 5_000),
  todo: listOf(todoList, 5_000),
  plans: listOf(plan, 500),
  contacts: listOf(contact, 20_000),
  chats: listOf(chat, 5_000),
  sites: listOf(site, 500),
  notebooks: listOf(notebook, 2_000),
  ...administration,
});

export type TenantFile = z.output<typeof tenantFile>;

/** Returns the JSON Schema of a tenant file, for editors. */
export function tenantFileSchema(): object {
  return {
    ...z.toJSONSchema(tenantFile, { io: 'input' }),
    title: "A company for Portico's stand-ins",
  };
}
