import * as z from 'zod';

import { listInText } from '../../base/json-text.ts';
import { literal } from '../../graph/request/odata.ts';
import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { firstOf } from '../output/words.ts';
import { logPeriod, logReaders, since } from './shared/log-entry.ts';

const MOST_TARGETS = 3;

const target = z.object({
  displayName: text,
  userPrincipalName: text,
  type: text,
  modifiedProperties: z.array(z.object({ displayName: text, oldValue: text, newValue: text })).nullish(),
});

type Target = z.output<typeof target>;

const event = rowOf({
  activityDateTime: text,
  activityDisplayName: text,
  result: text,
  resultReason: text,
  initiatedBy: z
    .object({
      user: z.object({ userPrincipalName: text, displayName: text }).nullish(),
      app: z.object({ displayName: text }).nullish(),
    })
    .nullish(),
  targetResources: z.array(target).nullish(),
});

export const listAuditEvents = listTool({
  name: 'list_audit_events',
  title: 'Audit log',
  area: 'directory',
  order: 50,
  presets: [],
  about: 'List changes in the directory and who made them.',
  intents: [
    'who changed this user',
    'directory audit log',
    'who added him to the group',
    'what did the administrators change this week',
    'recent changes of roles and applications',
  ],
  openWorld: false,
  scopes: ['AuditLog.Read.All'],
  optionalScopes: ['MailboxSettings.Read'],
  prerequisites: { roles: logReaders },
  operation: 'GET /auditLogs/directoryAudits',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'goran.petrov', args: {} },
  input: {
    since: since(),
    activity: z.string().min(1).max(200).optional().describe('Example: Add member.'),
  },
  maxTop: 50,
  hasFixedPages: true,
  row: event,
  columns: [
    event.column('time', ['activityDateTime'], (row) => row.activityDateTime),
    event.column('activity', ['activityDisplayName'], (row) => row.activityDisplayName),
    event.column(
      'by',
      ['initiatedBy'],
      ({ initiatedBy }) =>
        initiatedBy?.user?.userPrincipalName ||
        initiatedBy?.user?.displayName ||
        initiatedBy?.app?.displayName,
      { longest: 320 },
    ),
    event.column('of', ['targetResources'], (row) =>
      firstOf(namesOf(row.targetResources ?? []), MOST_TARGETS),
    ),
    event.column('result', ['result', 'resultReason'], (row) =>
      row.result === 'success' ? 'success' : [row.result, row.resultReason].filter(Boolean).join(': '),
    ),
  ],
  async request({ activity, ...args }, call) {
    const period = await logPeriod(args.since, call);
    return {
      path: '/auditLogs/directoryAudits',
      filter: [
        period.from !== undefined && `activityDateTime ge ${period.from}`,
        activity !== undefined && `startswith(activityDisplayName,${literal(activity.trim())})`,
      ],
      adapt: (row) => ({ ...row, activityDateTime: period.shown(row.activityDateTime) }),
      what: `audit events${activity === undefined ? '' : ` beginning with "${activity}"`}${period.words}`,
    };
  },
});

/** Returns the names of the changed objects, or their types if the log contains no name. */
function namesOf(targets: readonly Target[]): readonly string[] {
  const names = targets.flatMap((one) => [one.displayName || one.userPrincipalName || '', ...groupsOf(one)]);
  const known = [...new Set(names.filter(Boolean))];
  return known.length > 0 ? known : targets.map(({ type }) => type || '?');
}

/**
 * Returns the names of the groups and roles that a member was added to or removed from. The log contains these names
 * only among the member's changed properties.
 */
function groupsOf({ modifiedProperties }: Target): readonly string[] {
  return (modifiedProperties ?? []).flatMap(({ displayName, oldValue, newValue }) =>
    /^(?:Group|Role)\.DisplayName$/.test(displayName ?? '') ? unquoted(newValue || oldValue || '') : [],
  );
}

/** Values are JSON, such as a name in quotes. */
function unquoted(value: string): string {
  const [parsed] = listInText(`[${value}]`) ?? [];
  return typeof parsed === 'string' ? parsed : value;
}
