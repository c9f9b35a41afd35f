/** The ids of Exchange, for folders, messages, contacts, calendars, lists and tasks. No name looks like that. */
const outlookId = /^A[AQ][\w=-]{58,}$/;

export function isOutlookId(text: string): boolean {
  return outlookId.test(text.trim());
}
