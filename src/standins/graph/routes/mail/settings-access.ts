import { type Access, needs } from '../../router.ts';

/** Delegated permissions give access only to the settings and rules of the caller's own mailbox. */
const ownOnly = (scopes: string): Access => ({ ...needs(scopes), others: [] });

export const readSettings = ownOnly('MailboxSettings.Read MailboxSettings.ReadWrite');
export const writeSettings = ownOnly('MailboxSettings.ReadWrite');
