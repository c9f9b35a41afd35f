import type * as z from 'zod';

import type { recipient } from './graph-schema.ts';
import { cell } from './untrusted.ts';
import { firstOf } from './words.ts';

/** Maximum length of a name, in characters. Longer names are truncated, so that the address is always shown in full. */
const MAX_NAME = 60;

/** Maximum length of a person column, in characters: a name plus an address of at most 320. */
export const PERSON_CHARACTERS = MAX_NAME + 340;

/** Formats a person as `Name <address>`, or as the address alone if the name adds no information. */
export function personOf(person: z.output<typeof recipient> | null | undefined): string {
  const name = person?.emailAddress?.name ?? '';
  const address = person?.emailAddress?.address ?? '';
  if (address === '') return name;
  return name === '' || name === address ? address : `${quoted(cell(name, MAX_NAME))} <${address}>`;
}

/** Quotes a name that could be mistaken for several people or for an address (RFC 5322, section 3.2.4). */
function quoted(name: string): string {
  return /[;@<>]/.test(name) ? `"${name.replaceAll('"', "'")}"` : name;
}

const NAMED_PEOPLE = 3;

/** Maximum length of a column that shows `firstPeople`, in characters. */
export const PEOPLE_CHARACTERS = NAMED_PEOPLE * PERSON_CHARACTERS;

/** Names the first three people and counts the others. */
export function firstPeople(people: readonly z.output<typeof recipient>[] | null | undefined): string {
  return firstOf((people ?? []).map(personOf), NAMED_PEOPLE);
}
