import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { defineTool, type ToolCall } from '../define.ts';
import { id, mailbox } from '../input/common-input.ts';
import { mailboxZone } from '../input/mailbox-zone.ts';
import { cell } from '../output/untrusted.ts';
import { eventLine, eventPath, readEvent } from './shared/known-event.ts';
import { scope } from './shared/remove-events.ts';

const actions = { accept: 'accept', decline: 'decline', tentative: 'tentativelyAccept' } as const;

export const respondToEvent = defineTool({
  name: 'respond_to_event',
  title: 'Answer invitation',
  area: 'calendar',
  order: 80,
  presets: ['default'],
  about: 'Respond to a meeting invitation: accept, decline or tentative; tells the organiser.',
  intents: [
    'accept the invitation',
    'decline this meeting',
    'say maybe to the workshop',
    'RSVP yes',
    'tell them I cannot come',
  ],
  kind: 'send',
  openWorld: true,
  repeat: 'never',
  scopes: ['Calendars.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  sharedScopes: ['Calendars.ReadWrite.Shared'],
  operation: 'POST /me/events/{id}/accept',
  supportingReads: ['/me/mailboxSettings', '/organization'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({
      event_id: await id('/me/events?$filter=isOrganizer eq false&$top=1'),
      response: 'accept',
    }),
  },
  input: {
    event_id: id('From list_events.'),
    response: z.enum(['accept', 'decline', 'tentative']).describe('The answer.'),
    comment: z.string().max(2_000).optional().describe('Message to the organiser.'),
    notify: z.boolean().default(true).describe('Tell the organiser.'),
    scope: scope(),
    mailbox: mailbox(),
  },
  check: ({ comment, notify }) =>
    comment !== undefined && !notify ? 'comment needs notify=true: otherwise, nobody reads it' : undefined,
  async preview(args, call) {
    const { event, organiser } = await invitationOf(args, call);
    return {
      lines: [`${args.response} ${eventLine(event)}${organiser ? ` and tell ${cell(organiser, 320)}` : ''}`],
      versions: [event['@odata.etag'] ?? event.id],
      recipients: organiser ? [organiser] : [],
    };
  },
  async run(args, call) {
    const { event, tells, told } = await invitationOf(args, call);
    await call.graph({
      method: 'POST',
      path: `${eventPath(event.id, args.mailbox)}/${actions[args.response]}`,
      // Graph refuses a comment, even an empty one, if no response is sent.
      body: { sendResponse: tells, ...(args.comment?.trim() && { comment: args.comment }) },
      repeat: 'never',
      verify: 'Read the event with get_event to see your response.',
    });
    return { text: `Answered "${args.response}" to ${eventLine(event)}. ${told}` };
  },
});

type Given = Parameters<typeof readEvent>[0] & {
  readonly comment?: string | undefined;
  readonly notify: boolean;
};

/**
 * Reads the event and determines whether a response is sent. Graph refuses a response that the organiser did not
 * request.
 */
async function invitationOf(given: Given, call: ToolCall) {
  const event = await readEvent(given, call, await mailboxZone(undefined, call));
  const isWanted = event.responseRequested !== false;
  if (!isWanted && given.comment !== undefined)
    throw new ToolError(
      'bad_argument',
      'The organiser did not request responses and would not get the comment: leave comment out, or write an email.',
    );
  const tells = given.notify && isWanted;
  const organiser = tells ? event.organizer?.emailAddress?.address : undefined;
  const silent = isWanted
    ? 'The organiser was not notified.'
    : 'The organiser did not request responses, so they were not notified.';
  return { event, organiser, tells, told: tells ? 'The organiser was notified.' : silent };
}
