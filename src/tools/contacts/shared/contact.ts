import * as z from 'zod';

import { path } from '../../../graph/request/graph-path.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { address } from '../../input/common-input.ts';
import { bareAddress } from '../../input/email-address.ts';
import { isOutlookId } from '../../input/outlook-id.ts';
import { pickByName } from '../../input/pick-by-name.ts';
import { entityOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { labelOf } from '../../output/person.ts';
import { allContacts } from './contact-folders.ts';

export const contact = z.object({
  id: z.string(),
  displayName: text,
  emailAddresses: z.array(z.object({ address: text, name: text })).nullish(),
  companyName: text,
  '@odata.etag': text,
});

export type Contact = z.output<typeof contact>;

const select = ['id', 'displayName', 'emailAddresses', 'companyName'];

/** Exchange stores at most three addresses for a contact, and two telephone numbers of each kind. */
export const contactInput = {
  emails: z.array(address()).max(3).optional().describe('At most 3, e.g. ana@contoso.com.'),
  business_phones: z
    .array(z.string().min(1).max(64))
    .max(2)
    .optional()
    .describe('At most 2, e.g. +351 5550101.'),
  mobile_phone: z.string().min(1).max(64).optional().describe('Number.'),
  company: z.string().min(1).max(256).optional().describe('Name.'),
  job_title: z.string().min(1).max(256).optional().describe('Title.'),
  notes: z.string().max(20_000).optional().describe('Text.'),
};

type ContactFields = {
  readonly name?: string | undefined;
  readonly emails?: readonly string[] | undefined;
  readonly business_phones?: readonly string[] | undefined;
  readonly mobile_phone?: string | undefined;
  readonly company?: string | undefined;
  readonly job_title?: string | undefined;
  readonly notes?: string | undefined;
};

/**
 * Converts the given arguments to Graph's properties. An address that is already in the contact keeps its display name,
 * unless this display name is the contact's former name.
 */
export function contactBody(fields: ContactFields, present?: Contact): Record<string, unknown> {
  const nameOf = (given: string): string =>
    fields.name ?? addressLike(given, present)?.name ?? (present?.displayName || given);
  const properties = {
    ...(fields.name !== undefined && namesOf(fields.name)),
    // Remove the former middle name. Outlook would otherwise show it within the new name.
    ...(fields.name !== undefined && present !== undefined && { middleName: null }),
    emailAddresses:
      fields.emails?.map((one) => ({ address: one, name: nameOf(one) })) ?? renamed(fields.name, present),
    businessPhones: fields.business_phones,
    mobilePhone: orNull(fields.mobile_phone),
    companyName: orNull(fields.company),
    jobTitle: orNull(fields.job_title),
    personalNotes: orNull(fields.notes),
  };
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/**
 * Converts `none` to null, which removes a value. An empty string does not remove the value, because some clients send
 * an empty string for every omitted argument.
 */
function orNull(given: string | undefined): string | null | undefined {
  return given === 'none' ? null : given;
}

function addressLike(given: string, contact: Contact | undefined) {
  const wanted = given.toLowerCase();
  return contact?.emailAddresses?.find(({ address: one, name }) => name && one?.toLowerCase() === wanted);
}

/**
 * Returns the addresses with the new name in place of the contact's former name; undefined if no address has the former
 * name.
 */
function renamed(name: string | undefined, present: Contact | undefined) {
  const { displayName, emailAddresses } = present ?? {};
  if (name === undefined || !emailAddresses?.some((one) => one.name === displayName)) return undefined;
  return emailAddresses.map((one) => (one.name === displayName ? { ...one, name: name.trim() } : one));
}

/** Matches Chinese and Korean characters. Names in these characters begin with the surname. */
const surnameFirst = /[\p{Script=Han}\p{Script=Hangul}]/u;

/**
 * Treats the last word as the surname, as Outlook does. In a name written in Chinese or Korean characters, treats the
 * first word as the surname.
 */
function namesOf(name: string): Record<string, string> {
  const words = name.trim().split(/\s+/);
  const surname =
    words.length < 2 ? '' : ((surnameFirst.test(words[0] ?? '') ? words.shift() : words.pop()) ?? '');
  return { displayName: name.trim(), givenName: words.join(' '), surname };
}

/**
 * Finds a contact by id, name or address. Throws `ToolError('ambiguous')` with the candidates, or
 * `ToolError('not_found')`.
 */
export async function findContact(given: string, call: ToolCall): Promise<Contact> {
  if (isOutlookId(given))
    return entityOf(await call.graph(read(path`/me/contacts/${given.trim()}`, { select })), contact);
  const { items, isCut } = await allContacts({ select }, contact, call);
  const wanted = bareAddress(given).toLowerCase();
  const byAddress = items.filter(({ emailAddresses }) =>
    emailAddresses?.some((one) => one.address?.toLowerCase() === wanted),
  );
  const candidates = (byAddress.length > 0 ? byAddress : items).map((one) => ({
    ...one,
    name: byAddress.length > 0 ? given : (one.displayName ?? ''),
    detail: one.emailAddresses?.[0]?.address ?? undefined,
  }));
  return pickByName(given, candidates, { what: 'contact', isCut });
}

/** Formats a contact for a preview or an outcome. */
export function nameOfContact({ displayName, emailAddresses }: Contact): string {
  return labelOf(displayName, emailAddresses?.[0]?.address);
}
