import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { findContact, nameOfContact } from './shared/contact.ts';

export const deleteContact = defineTool({
  name: 'delete_contact',
  title: 'Delete a contact',
  area: 'contacts',
  order: 40,
  presets: [],
  about: 'Delete a person from my Outlook contacts.',
  intents: [
    'remove a contact',
    'delete Petra from my address book',
    'this contact is out of date, remove it',
    'forget this phone number',
    'delete the duplicate contact',
  ],
  kind: 'destroy',
  openWorld: false,
  repeat: 'never',
  scopes: ['Contacts.ReadWrite'],
  operation: 'DELETE /me/contacts/{id}',
  example: { as: 'ana.silva', args: { contact: 'Tomas Ferreira' } },
  input: { contact: z.string().min(1).max(512).describe('Name, address or id.') },
  async preview(args, call) {
    const found = await findContact(args.contact, call);
    return {
      lines: [`delete the contact ${nameOfContact(found)}`],
      versions: [found['@odata.etag'] ?? found.id],
    };
  },
  async run(args, call) {
    const found = await findContact(args.contact, call);
    await call.graph({ method: 'DELETE', path: path`/me/contacts/${found.id}`, repeat: 'never' });
    return { text: `Deleted the contact ${nameOfContact(found)}.` };
  },
});
