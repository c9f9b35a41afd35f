import type * as z from 'zod';

import type { recipient } from './graph-schema.ts';
import { cell } from './untrusted.ts';
import { firstOf } from './words.ts';

/** Maximum length of a name, in characters. Longer names are truncated, so that the address is always shown in full. */
const MAX_NAME = 60;
/** Maximum length of an address, or of a name without an address, in characters. */
const MAX_ALONE = 320;

/** Maximum length of a person column, in characters: a name plus an address of at most 320. */
export const PERSON_CHARACTERS = MAX_NAME + 340;

/** Formats a sender or recipient as `labelOf` does. */
export function personOf(person: z.output<typeof recipient> | null | undefined): string {
  return labelOf(person?.emailAddress?.name, person?.emailAddress?.address);
}

/**
 * Formats a person as `Name <address>`, cleaned. Returns only the address if the name is missing or equals the address,
 * and only the name if the address is missing.
 */
export function labelOf(name: string | null | undefined, address: string | null | undefined): string {
  if (!address) return cell(name ?? '', MAX_ALONE);
  const [shown, known] = [cell(address, MAX_ALONE), cell(name ?? '', MAX_NAME)];
  const isNew = known !== '' && name?.toLowerCase() !== address.toLowerCase();
  return isNew ? `${quoted(known)} <${shown}>` : shown;
}

/** Quotes a name that could be mistaken for several people or for an address (RFC 5322, section 3.2.4). */
function quoted(name: string): string {
  return /[;@<>]/.test(name) ? `"${name.replaceAll('"', "'")}"` : name;
}

const NAMED_PEOPLE = 3;

/** Maximum length of a column that shows `firstPeople`, in characters. */
export const PEOPLE_CHARACTERS = NAMED_PEOPLE * PERSON_CHARACTERS;

/** Names the first three people and counts the remaining people. */
export function firstPeople(people: readonly z.output<typeof recipient>[] | null | undefined): string {
  return firstOf((people ?? []).map(personOf), NAMED_PEOPLE);
}
