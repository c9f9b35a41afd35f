import * as z from 'zod';

import { defineTool } from '../define.ts';
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
  optionalScopes: ['MailboxSettings.Read'],
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
  async preview(args, call) {
    const event = await readEvent(args, call, await mailboxZone(undefined, call));
    const organiser = event.organizer?.emailAddress?.address;
    return {
      lines: [
        `${args.response} ${eventLine(event)}${args.notify && organiser ? ` and tell ${cell(organiser, 320)}` : ''}`,
      ],
      versions: [event['@odata.etag'] ?? event.id],
      recipients: args.notify && organiser ? [organiser] : [],
    };
  },
  async run(args, call) {
    const event = await readEvent(args, call, await mailboxZone(undefined, call));
    await call.graph({
      method: 'POST',
      path: `${eventPath(event.id, args.mailbox)}/${actions[args.response]}`,
      body: { comment: args.comment ?? '', sendResponse: args.notify },
      repeat: 'never',
      verify: 'Read the event with get_event to see your response.',
    });
    const told = args.notify ? 'The organiser was notified.' : 'The organiser was not notified.';
    return { text: `Answered "${args.response}" to ${eventLine(event)}. ${told}` };
  },
});
