import * as z from 'zod';

import { defineTool, type ArgsOf, type ToolCall } from '../define.ts';
import { id, people } from '../input/common-input.ts';
import { addressesOf, nameScopes } from '../input/people/find-people.ts';
import { allItems } from '../paging/all-items.ts';
import { read } from '../../graph/request/read.ts';
import { entityOf } from '../output/graph-data.ts';
import { withId } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { findFolder, folderPath } from './shared/folder.ts';
import { describeRule, RULES, ruleSchema } from './shared/inbox-rules.ts';
import { asRecipient } from './shared/recipients.ts';

const MAX_PEOPLE = 20;
/** Maximum length of the description, in characters; enough for all addresses that a rule can send to. */
const LONGEST = 16_000;

const words = (what: string) => z.array(z.string().min(1).max(255)).min(1).max(20).optional().describe(what);
const actions = ['move_to', 'forward_to', 'redirect_to', 'mark_read', 'categories', 'delete'] as const;

const input = {
  name: z.string().trim().min(1).max(255).describe('Name.'),
  from: people(MAX_PEOPLE).min(1).describe('Senders, e.g. ana@contoso.com, Ana.').optional(),
  sent_to: people(MAX_PEOPLE).min(1).describe('Recipients, e.g. team@contoso.com.').optional(),
  subject_contains: words('Any of these words, e.g. invoice.'),
  text_contains: words('Any word, in subject or body, e.g. invoice.'),
  has_attachments: z.boolean().optional().describe('true or false.'),
  move_to: id('Folder: name or id.').optional(),
  forward_to: people(MAX_PEOPLE).min(1).describe('Addresses or names, e.g. Ana.').optional(),
  redirect_to: people(MAX_PEOPLE).min(1).describe('Addresses or names, e.g. Ana.').optional(),
  mark_read: z.boolean().optional().describe('Mark as read.'),
  categories: words('Adds these, e.g. Red category.'),
  delete: z.boolean().optional().describe('Move to Deleted Items.'),
};

type Given = ArgsOf<typeof input>;

export const createMailRule = defineTool({
  name: 'create_mail_rule',
  title: 'Create inbox rule',
  area: 'mail',
  order: 92,
  presets: [],
  about:
    'Create an inbox rule for new mail: move, forward, mark read, categorise or delete. All conditions must match.',
  intents: [
    'move newsletters to a folder automatically',
    'forward all invoices to accounting',
    'make a rule for mail from this sender',
    'always mark these reports as read',
    'filter incoming mail',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['MailboxSettings.ReadWrite'],
  optionalScopes: ['Mail.ReadBasic', 'User.Read'],
  scopesElsewhere: nameScopes,
  operation: 'POST /me/mailFolders/{id}/messageRules',
  supportingReads: ['/me', '/organization'],
  example: {
    as: 'ana.silva',
    args: { name: 'Invoices', subject_contains: ['invoice'], move_to: 'archive' },
  },
  input,
  check: (args) => {
    if (!actions.some((name) => args[name] !== undefined && args[name] !== false))
      return `give at least one of: ${actions.join(', ')}`;
    return args.delete === true && args.move_to !== undefined ? 'give either move_to or delete' : undefined;
  },
  async preview(args, call) {
    const { rule, folders, recipients } = await ruleFor(args, call);
    return {
      lines: [
        cell(
          `create the inbox rule "${args.name}" for all new mail: ${describeRule(rule, folders)}`,
          LONGEST,
        ),
      ],
      recipients,
      versions: [JSON.stringify(rule)],
      // A rule acts on every later message that meets its conditions.
      isBulk: true,
    };
  },
  async run(args, call) {
    const [{ rule, folders }, others] = await Promise.all([
      ruleFor(args, call),
      allItems(call, read(RULES), ruleSchema),
    ]);
    const last = Math.max(0, ...others.items.map(({ sequence }) => sequence ?? 0));
    const answer = await call.graph({
      method: 'POST',
      path: RULES,
      body: { displayName: args.name, sequence: last + 1, isEnabled: true, ...rule },
      repeat: 'never',
      verify: 'Call list_mail_rules before you create the rule again.',
    });
    const created = entityOf(answer, ruleSchema);
    return {
      text: cell(
        `Created the inbox rule "${args.name}", which runs after your other rules: ${describeRule(rule, folders)}. id ${created.id}`,
        LONGEST,
      ),
    };
  },
});

/** Builds the rule for Graph. `recipients` are the addresses that the rule sends mail to. */
async function ruleFor(given: Given, call: ToolCall) {
  const find = async (list: readonly string[] | undefined) =>
    list === undefined ? undefined : (await addressesOf(list, call)).map(asRecipient);
  const forwardTo = await find(given.forward_to);
  const redirectTo = await find(given.redirect_to);
  const folder = given.move_to === undefined ? undefined : await folderId(given.move_to, call);
  const rule = {
    conditions: present({
      fromAddresses: await find(given.from),
      sentToAddresses: await find(given.sent_to),
      subjectContains: given.subject_contains,
      bodyOrSubjectContains: given.text_contains,
      hasAttachments: given.has_attachments === true ? true : undefined,
    }),
    // Exchange ignores a condition that is false: the rule would apply to every message.
    ...(given.has_attachments === false && { exceptions: { hasAttachments: true } }),
    actions: present({
      forwardTo,
      redirectTo,
      moveToFolder: folder,
      markAsRead: given.mark_read === true ? true : undefined,
      assignCategories: given.categories,
      delete: given.delete === true ? true : undefined,
    }),
  };
  const sent = [...(forwardTo ?? []), ...(redirectTo ?? [])].map(({ emailAddress }) => emailAddress.address);
  return {
    rule,
    folders: new Map(folder === undefined ? [] : [[folder, given.move_to ?? '']]),
    recipients: [...new Set(sent)],
  };
}

function present(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Returns the id of a folder. Rules accept folder ids, but not well-known names. */
async function folderId(given: string, call: ToolCall): Promise<string> {
  const { name } = await findFolder(given, undefined, call);
  const answer = await call.graph(read(`/me${folderPath(name)}`, { select: ['id'] }));
  return entityOf(answer, withId).id;
}
