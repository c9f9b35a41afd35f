import type { Area } from '../../define.ts';

/** The least Graph permission that opens each area for reading, and what more it takes to change or send. */
export const areaScopes: Readonly<
  Record<Exclude<Area, 'core'>, { readonly read: string; readonly change?: string; readonly send?: string }>
> = {
  users: { read: 'User.Read' },
  groups: { read: 'GroupMember.Read.All', change: 'GroupMember.ReadWrite.All' },
  directory: { read: 'Application.Read.All' },
  mail: { read: 'Mail.ReadBasic', change: 'Mail.ReadWrite', send: 'Mail.Send' },
  calendar: { read: 'Calendars.ReadBasic', change: 'Calendars.ReadWrite' },
  search: { read: 'Files.Read.All' },
  files: { read: 'Files.Read', change: 'Files.ReadWrite' },
  excel: { read: 'Files.Read', change: 'Files.ReadWrite' },
  onenote: { read: 'Notes.Read', change: 'Notes.ReadWrite' },
  tasks: { read: 'Tasks.Read', change: 'Tasks.ReadWrite' },
  contacts: { read: 'Contacts.Read', change: 'Contacts.ReadWrite' },
  teams: { read: 'Team.ReadBasic.All', send: 'ChannelMessage.Send' },
  sharepoint: { read: 'Sites.Read.All', change: 'Sites.ReadWrite.All' },
};
