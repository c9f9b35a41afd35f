// Written by `npm run generate` from the tools' records. Do not edit.
import type { Area } from './areas.ts';

/** The minimum Graph permissions for reading, changing or sending something in an area. Any one of them is enough. */
export const areaPermissions: Readonly<
  Partial<Record<Area, Readonly<Partial<Record<'read' | 'change' | 'send', readonly string[]>>>>>
> = {
  users: { read: ['User.Read', 'User.ReadBasic.All', 'People.Read'] },
  groups: { read: ['Group-Conversation.Read.All', 'GroupMember.Read.All'] },
  mail: {
    read: ['Mail.ReadBasic', 'MailboxSettings.Read'],
    change: ['Mail.ReadWrite', 'MailboxSettings.ReadWrite'],
    send: ['Mail.Send', 'Mail.ReadWrite', 'MailboxSettings.ReadWrite'],
  },
  calendar: {
    read: [
      'Calendars.ReadBasic',
      'Place.Read.All',
      'OnlineMeetings.Read',
      'OnlineMeetingTranscript.Read.All',
    ],
    change: ['Calendars.ReadWrite', 'OnlineMeetings.ReadWrite'],
    send: ['Calendars.ReadWrite'],
  },
  search: { read: ['Files.Read.All'] },
  files: { read: ['Files.Read'], change: ['Files.ReadWrite'], send: ['Files.ReadWrite'] },
  tasks: { read: ['Tasks.Read'], change: ['Tasks.ReadWrite'] },
  contacts: { read: ['Contacts.Read'], change: ['Contacts.ReadWrite'] },
};
