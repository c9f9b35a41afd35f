import type * as z from 'zod';

import type { recipient } from './graph-schema.ts';

/** Formats a person as `Name <address>`, or as the address alone if the name adds nothing. */
export function personOf(person: z.output<typeof recipient> | null | undefined): string {
  const name = person?.emailAddress?.name ?? '';
  const address = person?.emailAddress?.address ?? '';
  if (address === '') return name;
  return name === '' || name === address ? address : `${name} <${address}>`;
}
