import * as z from 'zod';
import { ruleId } from '../../../tenant/ids.ts';
import { foldersOf } from '../../../tenant/mailbox.ts';
import type { Entity, Table } from '../../../tenant/tenant-store.ts';
import { type Call, noContent, readBody, type Reply } from '../../graph-call.ts';
import { badRequest, notFound, unknownOutlookId } from '../../graph-errors.ts';
import { list, one } from '../../odata/collection.ts';
import { entityType } from '../../odata/entity-type.ts';
import { type Route, route } from '../../router.ts';
import { recipientInput } from './message-input.ts';
import { folderNamed } from './messages.ts';
import { readSettings, writeSettings } from './settings-access.ts';

const ruleType = entityType('messageRule');

const words = z.array(z.string().min(1)).max(100).optional();
const recipients = z.array(recipientInput).max(100).optional();
const flag = z.boolean().optional();
const importance = z.enum(['low', 'normal', 'high']).optional();

/** Graph's messageRulePredicates. */
const predicates = z.strictObject({
  bodyContains: words,
  bodyOrSubjectContains: words,
  categories: words,
  fromAddresses: recipients,
  hasAttachments: flag,
  headerContains: words,
  importance,
  isApprovalRequest: flag,
  isAutomaticForward: flag,
  isAutomaticReply: flag,
  isEncrypted: flag,
  isMeetingRequest: flag,
  isMeetingResponse: flag,
  isNonDeliveryReport: flag,
  isPermissionControlled: flag,
  isReadReceipt: flag,
  isSigned: flag,
  isVoicemail: flag,
  messageActionFlag: z.string().optional(),
  notSentToMe: flag,
  recipientContains: words,
  senderContains: words,
  sensitivity: z.enum(['normal', 'personal', 'private', 'confidential']).optional(),
  sentCcMe: flag,
  sentOnlyToMe: flag,
  sentToAddresses: recipients,
  sentToMe: flag,
  sentToOrCcMe: flag,
  subjectContains: words,
  withinSizeRange: z.object({ minimumSize: z.int().optional(), maximumSize: z.int().optional() }).optional(),
});

/** Graph's messageRuleActions. */
const actions = z.strictObject({
  assignCategories: words,
  copyToFolder: z.string().optional(),
  delete: flag,
  forwardAsAttachmentTo: recipients,
  forwardTo: recipients,
  markAsRead: flag,
  markImportance: importance,
  moveToFolder: z.string().optional(),
  permanentDelete: flag,
  redirectTo: recipients,
  stopProcessingRules: flag,
});

/** Exchange ignores a condition that is false, so `hasAttachments: false` matches every message. */
const usedPredicates = predicates.transform((given) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== false)),
);

const changes = z.strictObject({
  displayName: z.string().min(1).max(256).optional(),
  sequence: z.int().min(1).optional(),
  isEnabled: z.boolean().optional(),
  conditions: usedPredicates.optional(),
  exceptions: usedPredicates.optional(),
  actions: actions.optional(),
});

const newRule = changes.required({ displayName: true, sequence: true, actions: true });

/** Returns the rules of the folder in the path. Only the inbox can have rules. */
function rulesOf(call: Call): Table {
  if (folderNamed(call).$wellKnown !== 'inbox')
    throw badRequest('Rules are supported only for the Inbox folder.', 'ErrorInvalidRequest');
  return rulesTable(call);
}

function rulesTable(call: Call): Table {
  return call.tenant.table(`/users/${call.param('user')}/messageRules`);
}

function ruleOf(call: Call): Entity {
  const found = rulesOf(call).get(call.param('item'));
  if (!found) throw notFound('outlook');
  return found;
}

/** Throws unless folders are given by id, because rules do not accept well-known folder names. */
function checkFolders(call: Call, { actions: does }: z.output<typeof changes>): void {
  const folders = foldersOf(call.tenant, call.param('user'));
  for (const id of [does?.moveToFolder, does?.copyToFolder])
    if (id !== undefined && !folders.get(id)) throw unknownOutlookId(id);
}

function createRule(call: Call): Reply {
  const rules = rulesOf(call);
  const input = readBody(call, newRule);
  checkFolders(call, input);
  const created = rules.put({
    id: ruleId(call.tenant.serial('rule')),
    isEnabled: true,
    hasError: false,
    isReadOnly: false,
    ...input,
  });
  return one(call, ruleType, created, 201);
}

function changeRule(call: Call): Reply {
  const rule = ruleOf(call);
  const input = readBody(call, changes);
  checkFolders(call, input);
  return one(call, ruleType, rulesTable(call).change(rule, input));
}

const at = '/users/{user}/mailFolders/{folder}/messageRules';

/** Routes for the caller's inbox rules. */
export const ruleRoutes: readonly Route[] = [
  route(`GET ${at}`, readSettings, (call) => list(call, ruleType, rulesOf(call).all())),
  route(`POST ${at}`, writeSettings, createRule),
  route(`GET ${at}/{item}`, readSettings, (call) => one(call, ruleType, ruleOf(call))),
  route(`PATCH ${at}/{item}`, writeSettings, changeRule),
  route(`DELETE ${at}/{item}`, writeSettings, (call) => {
    rulesTable(call).remove(ruleOf(call).id);
    return noContent();
  }),
];
