import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { defineTool } from '../define.ts';
import { emptyHasMeaning } from '../input/normalise-arguments.ts';
import { contactBody, contactInput, findContact, nameOfContact } from './shared/contact.ts';

export const updateContact = defineTool({
  name: 'update_contact',
  title: 'Change a contact',
  area: 'contacts',
  order: 30,
  presets: [],
  about: 'Change one of my Outlook contacts.',
  intents: [
    "change Petra's phone number",
    'correct the address of a contact',
    'she has a new employer',
    'rename a contact',
    'add a note to a contact',
  ],
  kind: 'write',
  openWorld: false,
  overwrites: true,
  repeat: 'safe',
  scopes: ['Contacts.ReadWrite'],
  operation: 'PATCH /me/contacts/{id}',
  example: { as: 'ana.silva', args: { contact: 'Omar Haddad', job_title: 'Head of Operations' } },
  input: {
    contact: z.string().min(1).max(512).describe('Name, address or id.'),
    name: z.string().min(1).max(256).optional().describe('New name.'),
    ...contactInput,
    emails: emptyHasMeaning(contactInput.emails.describe('Replaces all, e.g. ana@contoso.com.')),
    business_phones: emptyHasMeaning(
      contactInput.business_phones.describe('Replaces all, e.g. +351 210 000 000.'),
    ),
  },
  check: ({ contact: _contact, ...changes }) =>
    Object.values(changes).every((value) => value === undefined)
      ? 'at least one change is required: name, emails, business_phones, mobile_phone, company, job_title or notes'
      : undefined,
  async run({ contact, ...changes }, call) {
    const found = await findContact(contact, call);
    const body = contactBody(changes, found);
    await call.graph({ method: 'PATCH', path: path`/me/contacts/${found.id}`, body, repeat: 'safe' });
    const changed = Object.keys(body).join(', ');
    return { text: `Changed ${nameOfContact(found)}: ${changed}.` };
  },
});
