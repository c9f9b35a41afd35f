import * as z from 'zod';

import { defineTool } from '../define.ts';
import { id, mailbox } from '../input/common-input.ts';
import { eventPath } from './shared/known-event.ts';
import { MAX_EVENTS, previewRemoval, removeEvents, scope } from './shared/remove-events.ts';

export const deleteEvent = defineTool({
  name: 'delete_event',
  title: 'Delete events',
  area: 'calendar',
  order: 70,
  presets: ['default'],
  about: 'Delete events from my calendar; if I organise them, also for all attendees.',
  intents: [
    'remove this appointment',
    'delete all events on Friday',
    'clear my calendar tomorrow',
    'take the reminder out of my calendar',
    'delete the whole series',
  ],
  kind: 'destroy',
  openWorld: true,
  repeat: 'never',
  scopes: ['Calendars.ReadWrite'],
  optionalScopes: ['MailboxSettings.Read'],
  sharedScopes: ['Calendars.ReadWrite.Shared'],
  operation: 'DELETE /me/events/{id}',
  supportingReads: ['/me/mailboxSettings', '/organization'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({
      event_ids: [await id('/me/events?$filter=isOrganizer eq false&$orderby=subject desc&$top=1')],
    }),
  },
  input: {
    event_ids: z.array(id('Event id.')).min(1).max(MAX_EVENTS).describe('At most 20.'),
    scope: scope(),
    mailbox: mailbox(),
  },
  preview: (args, call) => previewRemoval(args, call, 'delete'),
  run: (args, call) =>
    removeEvents(args, call, {
      done: 'deleted',
      request: (event) => ({ method: 'DELETE', path: eventPath(event.id, args.mailbox), repeat: 'never' }),
    }),
});
