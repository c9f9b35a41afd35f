import { defineTool } from '../define.ts';
import { mailbox } from '../input/common-input.ts';
import { eventPath } from './shared/known-event.ts';
import { previewRemoval, removalInput, removalProblem, removeEvents } from './shared/remove-events.ts';

export const deleteEvent = defineTool({
  name: 'delete_event',
  title: 'Delete events',
  area: 'calendar',
  order: 70,
  presets: [],
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
  optionalScopes: ['MailboxSettings.Read', 'User.Read'],
  sharedScopes: ['Calendars.ReadWrite.Shared'],
  operation: 'DELETE /me/events/{id}',
  supportingReads: ['/me', '/me/mailboxSettings', '/organization'],
  example: {
    as: 'ana.silva',
    args: async ({ id }) => ({
      event_ids: [await id('/me/events?$filter=isOrganizer eq false&$orderby=subject desc&$top=1')],
    }),
  },
  input: {
    ...removalInput(),
    mailbox: mailbox(),
  },
  check: removalProblem,
  preview: (args, call) => previewRemoval(args, call, { verb: 'delete' }),
  run: (args, call) =>
    removeEvents(args, call, {
      done: 'deleted',
      request: (event) => ({ method: 'DELETE', path: eventPath(event.id, args.mailbox), repeat: 'never' }),
    }),
});
