import * as z from 'zod';

import { defineTool } from '../define.ts';
import { entityOf } from '../output/graph-data.ts';
import { contact, contactBody, contactInput, nameOfContact } from './shared/contact.ts';

export const createContact = defineTool({
  name: 'create_contact',
  title: 'Add a contact',
  area: 'contacts',
  order: 20,
  presets: [],
  about: 'Add a person to my Outlook contacts.',
  intents: [
    'save this person as a contact',
    'add Petra to my address book',
    'note a new phone number',
    'new contact',
    'keep the address of this customer',
  ],
  kind: 'write',
  openWorld: false,
  repeat: 'never',
  scopes: ['Contacts.ReadWrite'],
  operation: 'POST /me/contacts',
  example: { as: 'ana.silva', args: { name: 'Ada Reyes', emails: ['ada.reyes@fabrikam.example'] } },
  input: { name: z.string().min(1).max(256).describe('Full name.'), ...contactInput },
  async run(args, call) {
    const answer = await call.graph({
      method: 'POST',
      path: '/me/contacts',
      body: contactBody(args),
      repeat: 'never',
      verify: 'Call list_contacts before you add the contact again.',
    });
    const added = entityOf(answer, contact);
    return { text: `Added ${nameOfContact(added)} to the contacts. id: ${added.id}` };
  },
});
