import * as z from 'zod';

/** The shape of a client's identity inside sealed tokens and rows; see `ClientIdentity`. */
export const clientIdentity = z.object({
  class: z.string(),
  id: z.string(),
  assertedName: z.string().exactOptional(),
});
