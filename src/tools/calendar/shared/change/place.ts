import * as z from 'zod';

import { bareAddress, isAddress } from '../../../input/email-address.ts';

/**
 * The place of an event: text that Outlook only displays. Refuses a room's address, because a room is booked by
 * inviting it.
 */
export const place = (what: string) =>
  z
    .string()
    .max(255)
    .refine(
      (given) => !isAddress(bareAddress(given)),
      'is only shown, and books no room. Invite the room as an attendee by its address, and give its name here',
    )
    .optional()
    .describe(what);
