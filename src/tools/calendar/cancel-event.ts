import * as z from 'zod';

import { defineTool } from '../define.ts';
import { mailbox } from '../input/common-input.ts';
import { eventPath } from './shared/known-event.ts';
import {
  previewRemoval,
  removalInput,
  removalProblem,
  removeEvents,
  type Refuse,
} from './shared/remove-events.ts';

const refuse: Refuse = ({ isOrganizer }) =>
  isOrganizer === false
    ? 'Only the organiser can cancel a meeting. To decline one, call respond_to_event.'
    : undefined;

export const cancelEvent = defineTool({
  name: 'cancel_event',
  title: 'Cancel meetings',
  area: 'calendar',
  order: 60,
  presets: [],
  about: 'Cancel meetings that I organise and tell the attendees why.',
  intents: [
    'cancel my meeting with Ben',
    'call off the stand-up',
    'cancel all my meetings on Friday',
    'tell everyone the review is off',
    'cancel the series',
  ],
  kind: 'destroy',
  openWorld: true,
  repeat: 'never',
  scopes: ['Calendars.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  sharedScopes: ['Calendars.ReadWrite.Shared'],
  operation: 'POST /me/events/{id}/cancel',
  supportingReads: ['/me', '/me/mailboxSettings', '/organization'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({ event_ids: [await id('/me/events?$filter=isOrganizer eq true&$top=1')] }),
  },
  input: {
    ...removalInput(),
    comment: z.string().max(2_000).optional().describe('Message to the attendees.'),
    mailbox: mailbox(),
  },
  check: removalProblem,
  preview: (args, call) => previewRemoval(args, call, { verb: 'cancel', refuse }),
  run: (args, call) =>
    removeEvents(args, call, {
      done: 'cancelled',
      refuse,
      request: (event) => ({
        method: 'POST',
        path: `${eventPath(event.id, args.mailbox)}/cancel`,
        // Graph sends no cancellations if the comment is an empty string.
        body: args.comment?.trim() ? { comment: args.comment } : {},
        repeat: 'never',
      }),
    }),
});
