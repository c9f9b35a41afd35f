import * as z from 'zod';

import { path } from '../../graph/request/graph-path.ts';
import { read } from '../../graph/request/read.ts';
import { defineTool } from '../define.ts';
import { emptyHasMeaning } from '../input/normalise-arguments.ts';
import { entityOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { fence, passage } from '../output/untrusted.ts';
import {
  contact as contactShape,
  contactBody,
  contactInput,
  findContact,
  nameOfContact,
} from './shared/contact.ts';

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
      contactInput.business_phones.describe('Replaces all, e.g. +351 5550101.'),
    ),
    mobile_phone: contactInput.mobile_phone.describe('Or none.'),
    company: contactInput.company.describe('Or none.'),
    job_title: contactInput.job_title.describe('Or none.'),
    notes: contactInput.notes.describe('Or none.'),
  },
  check: ({ contact: _contact, ...changes }) =>
    Object.values(changes).every((value) => value === undefined)
      ? 'at least one change is required: name, emails, business_phones, mobile_phone, company, job_title or notes; an empty value counts as omitted, and none removes mobile_phone, company, job_title or notes'
      : undefined,
  async run({ contact, ...changes }, call) {
    const { id } = await findContact(contact, call);
    const place = path`/me/contacts/${id}`;
    const before = entityOf(await call.graph(read(place, { select })), details);
    const body = contactBody(changes, before);
    const answer = await call.graph({ method: 'PATCH', path: place, body, repeat: 'safe' });
    const after = entityOf(answer, details);
    const lines = Object.keys(changes).flatMap((name) => {
      const show = shown[name];
      if (show === undefined || changes[name as keyof typeof changes] === undefined) return [];
      const [old, now] = [before, after].map((one) => passage(show(one) ?? '', MAX_VALUE) || '(empty)');
      return [`${name}: ${now}${old === now ? ' (as before)' : ` (before: ${old})`}`];
    });
    return { text: `Changed ${nameOfContact(before)}.\n${fence(lines.join('\n'))}` };
  },
});

/** The properties whose former values the result shows. No other contact tool shows the notes. */
const details = contactShape.extend({
  businessPhones: z.array(z.string()).nullish(),
  mobilePhone: text,
  jobTitle: text,
  personalNotes: text,
});

type Details = z.output<typeof details>;

const select = Object.keys(details.shape);

/** Maximum length of a value in the result, in characters. */
const MAX_VALUE = 4_000;

/** For each argument, a function that returns the contact's current value. */
const shown: Readonly<Record<string, (contact: Details) => string | null | undefined>> = {
  name: ({ displayName }) => displayName,
  emails: ({ emailAddresses }) => (emailAddresses ?? []).flatMap((one) => one.address ?? []).join(', '),
  business_phones: ({ businessPhones }) => (businessPhones ?? []).join(', '),
  mobile_phone: ({ mobilePhone }) => mobilePhone,
  company: ({ companyName }) => companyName,
  job_title: ({ jobTitle }) => jobTitle,
  notes: ({ personalNotes }) => personalNotes,
};
