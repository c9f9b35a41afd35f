import { covers } from '../graph/permissions.ts';
import type { Tool } from './define.ts';

/** A Microsoft Graph permission by its name, and what it lets Portico do, in words for the person who is asked. */
export type ScopeInWords = { readonly name: string; readonly words: string };

const words: Readonly<Record<string, string>> = {
  'Calendars.Read': 'Read your calendars',
  'Calendars.ReadBasic': 'See when your events are and what they are called',
  'Files.Read': 'Read your files',
  'Files.ReadWrite': 'Read and change your files',
  'GroupMember.Read.All': 'See groups and who is in them',
  'Mail.Read': 'Read your mail',
  'Mail.ReadBasic': 'See sender, subject and date of your mail',
  'Mail.Send': 'Send mail as you',
  'MailboxSettings.Read': 'Read your time zone and working hours',
  'User.Read': 'Read your profile',
  'User.Read.All': 'Read the profiles of people in your organisation',
};

/**
 * The Graph permissions of these tools in alphabetical order, without those that another one includes: what the
 * consent page shows.
 */
export function scopesOf(tools: readonly Tool[]): readonly ScopeInWords[] {
  const all = [...new Set(tools.flatMap((tool) => [...tool.scopes, ...(tool.optionalScopes ?? [])]))];
  const broadest = all.filter((name) => !covers(without(all, name), name));
  return broadest.toSorted().map((name) => ({ name, words: words[name] ?? name }));
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((other) => other !== name);
}
