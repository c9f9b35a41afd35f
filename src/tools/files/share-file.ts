import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { moment } from '../input/common-input.ts';
import { mailboxZone, utcEndOf } from '../input/mailbox-zone.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { minute } from '../output/words.ts';
import { describedProperties, describeItem, versionsOf } from './shared/describe-item.ts';
import { findItem } from './shared/find-item.ts';
import { drive, item, pathOfItem } from './shared/item.ts';

const permission = z.object({
  expirationDateTime: text,
  link: z.object({ webUrl: text, scope: text, type: text }).nullish(),
});

export const shareFile = defineTool({
  name: 'share_file',
  title: 'Share file by link',
  area: 'files',
  order: 110,
  presets: [],
  about: 'Create a sharing link to a file or folder.',
  intents: [
    'give me a sharing link',
    'share the folder with everyone in the company',
    'a link that anyone can open',
    'let colleagues edit this document',
    'create a view-only link',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Files.ReadWrite'],
  supportingReads: ['/me/mailboxSettings'],
  operation: 'POST /drives/{id}/items/{id}/createLink',
  example: { as: 'ana.silva', args: { item: '/Harbor/Scope.md' } },
  input: {
    item: item(),
    type: z.enum(['view', 'edit']).default('view').describe('Access.'),
    scope: z.enum(['organization', 'anonymous']).default('organization').describe('Who can open it.'),
    expires: moment('Date or time.').optional(),
    drive: drive(),
  },
  async preview(args, call) {
    const end = await endOf(args.expires, call);
    const { item: found } = await findItem(args, call, describedProperties);
    const isAnonymous = args.scope === 'anonymous';
    const who = isAnonymous ? 'anyone who has the link' : 'everyone in the organisation who has the link';
    const until = end === undefined ? 'with no end date' : `until ${minute(end)} UTC`;
    return {
      lines: [`let ${who} ${args.type} ${describeItem(found)}, ${until}`],
      // Bind the confirmation to the end date, because `tomorrow` means another day after midnight.
      versions: [...versionsOf(found), end?.slice(0, 10) ?? ''],
      ...(isAnonymous && { outsiders: ['everyone with the link'] }),
    };
  },
  async run({ type, scope, expires, ...args }, call) {
    const end = await endOf(expires, call);
    const { place } = await findItem(args, call, describedProperties);
    const answer = await call.graph({
      method: 'POST',
      path: pathOfItem(place, 'createLink'),
      body: { type, scope, ...(end !== undefined && { expirationDateTime: end }) },
      repeat: 'never',
      verify: 'Use get_file to see who has access before you create the link again.',
    });
    // Organisations can set a maximum lifetime for links, so the link can end earlier than requested.
    const { link, expirationDateTime } = entityOf(answer, permission);
    const address = link?.webUrl ?? '';
    if (!/^https:\/\/[\x21-\x7e]{1,4000}$/.test(address)) {
      throw new ToolError('bad_answer', 'Microsoft Graph created a link but did not return a valid URL.');
    }
    const who = link?.scope === 'anonymous' ? 'Anyone who has it' : 'People in the organisation';
    return {
      text: `${who} can ${link?.type === 'edit' ? 'edit' : 'view'} the item with this link${untilText(end, expirationDateTime ?? undefined)}\n${address}`,
    };
  },
});

const MINUTE_MS = 60_000;

/**
 * Returns the end of a link in UTC; undefined if no end is requested. Throws `ToolError('bad_argument')` if the end is
 * in the past.
 */
async function endOf(expires: string | undefined, call: ToolCall): Promise<string | undefined> {
  if (expires === undefined) return undefined;
  const end = utcEndOf(expires, { now: call.now(), iana: (await mailboxZone(undefined, call)).iana });
  if (Date.parse(end) > call.now().getTime()) return end;
  throw new ToolError('bad_argument', 'expires must be in the future. No link was created.');
}

/**
 * Says when a link ends, and explains any difference from the requested time. If an item already has a link of the same
 * kind, Graph returns that link unchanged.
 */
function untilText(requested: string | undefined, actual: string | undefined): string {
  const until = actual === undefined ? '.' : `, until ${minute(actual)} UTC.`;
  if (requested === undefined) return until;
  const remedy =
    'most likely because the item already had such a link. To let it end as requested, remove the link from the item in OneDrive or SharePoint, then call share_file again.';
  if (actual === undefined) return `${until} It has no end, although one was requested, ${remedy}`;
  const difference = Date.parse(actual) - Date.parse(requested);
  if (Math.abs(difference) < MINUTE_MS) return until;
  return difference > 0
    ? `${until} This is later than requested, ${remedy}`
    : `${until} This is earlier than requested, because the organisation limits links or the item already had such a link.`;
}
