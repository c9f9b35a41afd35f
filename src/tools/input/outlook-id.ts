/** Exchange ids of folders, messages, contacts, calendars, lists and tasks. Names do not have this form. */
const outlookId = /^A[AQ][\w=-]{58,}$/;

export function isOutlookId(text: string): boolean {
  return outlookId.test(text.trim());
}
