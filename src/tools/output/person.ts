import type * as z from 'zod';

import type { recipient } from './graph-schema.ts';

/** Formats a person as `Name <address>`, or as the address alone if the name adds nothing. */
export function personOf(person: z.output<typeof recipient> | null | undefined): string {
  const name = person?.emailAddress?.name ?? '';
  const address = person?.emailAddress?.address ?? '';
  if (address === '') return name;
  return name === '' || name === address ? address : `${name} <${address}>`;
}

const NAMED_PEOPLE = 3;

/** Names the first three people and counts the others. */
export function firstPeople(people: readonly z.output<typeof recipient>[] | null | undefined): string {
  const all = people ?? [];
  const others = all.length - NAMED_PEOPLE;
  const named = all.slice(0, NAMED_PEOPLE).map(personOf).join(', ');
  return others > 0 ? `${named} and ${others} more` : named;
}
