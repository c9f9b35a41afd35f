import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { moment } from '../input/common-input.ts';
import { localTimes, mailboxZone, utcEndOf } from '../input/mailbox-zone.ts';
import { cell } from '../output/untrusted.ts';
import { minute } from '../output/words.ts';

/** Teams' limit for a status message, in characters. */
const MAX_MESSAGE = 280;

export const setStatusMessage = defineTool({
  name: 'set_status_message',
  title: 'Set status message',
  area: 'teams',
  order: 120,
  presets: [],
  about: 'Set or clear my status message in Teams.',
  intents: [
    'set my Teams status to writing',
    'show that I am at the customer until three',
    'clear my status message',
    'change my status text in Teams',
    'let people know that I am on a train',
  ],
  kind: 'write',
  openWorld: true,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Presence.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  operation: 'POST /users/{id}/presence/setStatusMessage',
  supportingReads: ['/me/mailboxSettings'],
  example: { as: 'ana.silva', args: { message: 'Writing the launch plan', expires: 'tomorrow at 17:00' } },
  input: {
    message: z.string().min(1).max(MAX_MESSAGE).optional().describe('Text.'),
    expires: moment('Time.').optional(),
    clear: z.boolean().optional().describe('Remove it.'),
  },
  check: ({ message, expires, clear }) => {
    if (clear === true)
      return message === undefined && expires === undefined
        ? undefined
        : 'clear cannot be combined with message or expires';
    return message === undefined ? 'give message, or clear: true to remove the status message' : undefined;
  },
  async run({ message = '', expires }, call) {
    const zone = await mailboxZone(undefined, call);
    const end = expires === undefined ? undefined : utcEndOf(expires, { now: call.now(), iana: zone.iana });
    if (end !== undefined && Date.parse(end) <= call.now().getTime())
      throw new ToolError('bad_argument', 'expires must be in the future. Nothing was changed.');
    await call.graph({
      method: 'POST',
      path: path`/users/${call.caller.oid}/presence/setStatusMessage`,
      body: {
        statusMessage: {
          message: { content: message, contentType: 'text' },
          ...(end !== undefined && { expiryDateTime: { dateTime: end.slice(0, 19), timeZone: 'UTC' } }),
        },
      },
      repeat: 'safe',
    });
    if (message === '') return { text: 'Removed the status message.' };
    const until =
      end === undefined ? 'with no end date' : `until ${minute(localTimes(zone)(end))} (${zone.shown})`;
    return { text: `Set the status message "${cell(message, MAX_MESSAGE)}", ${until}.` };
  },
});
