import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { equal } from '../../graph/request/odata.ts';
import type { ToolCall } from '../define.ts';
import { person } from '../input/common-input.ts';
import { isAddress } from '../input/email-address.ts';
import { directoryRefusals, findUser, userScopes } from '../input/people/find-user.ts';
import { listTool } from '../list-tool.ts';
import { text } from '../output/graph-schema.ts';
import { rowOf } from '../output/row.ts';
import { words } from '../output/words.ts';
import { logPeriod, logReaders, since } from './shared/log-entry.ts';

/**
 * Number of entries per request when searching for failed sign-ins. Graph has no filter for failures, so all entries
 * are read.
 */
const SCANNED = 500;

const signIn = rowOf({
  createdDateTime: text,
  userPrincipalName: text,
  appDisplayName: text,
  status: z.object({ errorCode: z.number().nullish(), failureReason: text }).nullish(),
  ipAddress: text,
  location: z.object({ city: text, countryOrRegion: text }).nullish(),
});

export const listSignIns = listTool({
  name: 'list_sign_ins',
  title: 'Sign-in log',
  area: 'directory',
  order: 40,
  presets: [],
  about: 'List sign-ins and why they failed.',
  intents: [
    'failed sign-ins of the last days',
    'why can Ben not sign in',
    'who signed in yesterday',
    'sign-in log of a user',
    'from where did she log in',
  ],
  openWorld: true,
  scopes: ['AuditLog.Read.All'],
  optionalScopes: ['MailboxSettings.Read'],
  scopesElsewhere: userScopes,
  prerequisites: { roles: logReaders, licence: 'Microsoft Entra ID P1 or P2' },
  operation: 'GET /auditLogs/signIns',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'goran.petrov', args: {} },
  input: {
    user: person().optional().describe('Name or id.'),
    since: since(),
    status: z.enum(['success', 'failure']).optional().describe('Filter.'),
  },
  maxTop: 50,
  hasFixedPages: true,
  row: signIn,
  columns: [
    signIn.column('time', ['createdDateTime'], (row) => row.createdDateTime),
    signIn.column('user', ['userPrincipalName'], (row) => row.userPrincipalName, { longest: 320 }),
    signIn.column('app', ['appDisplayName'], (row) => row.appDisplayName),
    signIn.column('result', ['status'], (row) => resultOf(row.status), { longest: 160 }),
    signIn.column('from', ['ipAddress', 'location'], (row) =>
      words(row.ipAddress, row.location?.city, row.location?.countryOrRegion),
    ),
  ],
  async request({ user, status, ...args }, call) {
    const [period, who] = await Promise.all([logPeriod(args.since, call), conditionFor(user, call)]);
    const kind = status === undefined ? '' : status === 'failure' ? 'failed ' : 'successful ';
    return {
      // Version 1.0 of Graph leaves out non-interactive sign-ins, such as those with a refresh token.
      path: '/auditLogs/signIns',
      filter: [
        period.from !== undefined && `createdDateTime ge ${period.from}`,
        who,
        status === 'success' && 'status/errorCode eq 0',
      ],
      ...(status === 'failure' && { keep: hasFailed, scan: SCANNED }),
      adapt: (row) => ({ ...row, createdDateTime: period.shown(row.createdDateTime) }),
      what: `${kind}interactive sign-ins${user === undefined ? '' : ` of ${user}`}${period.words}`,
    };
  },
});

type Status = {
  readonly errorCode?: number | null | undefined;
  readonly failureReason?: string | null | undefined;
};

function hasFailed({ status }: { readonly status?: Status | null | undefined }): boolean {
  return (status?.errorCode ?? 0) !== 0;
}

function resultOf(status: Status | null | undefined): string {
  const code = status?.errorCode ?? 0;
  if (code === 0) return 'success';
  const reason = (status?.failureReason ?? '').replace(/^Other\.?$/i, '').replace(/\.$/, '');
  return reason === '' ? `AADSTS${code}` : `${reason} (AADSTS${code})`;
}

/** Error codes for a user who is no longer in the directory, or for a directory that the caller cannot read. */
const unknown: ReadonlySet<string> = new Set(['not_found', ...directoryRefusals]);

/** Returns a filter for a person. People who cannot be looked up are found in the log by their addresses. */
async function conditionFor(user: string | undefined, call: ToolCall): Promise<string | false> {
  if (user === undefined) return false;
  try {
    return equal('userId', (await findUser(user, call)).id);
  } catch (error) {
    if (!(error instanceof ToolError && unknown.has(error.code) && isAddress(user))) throw error;
    return equal('userPrincipalName', user.toLowerCase());
  }
}
