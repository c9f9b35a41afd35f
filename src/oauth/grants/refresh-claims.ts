import { z } from 'zod';

import { clientIdentity } from '../clients/client-identity.ts';

/** What a refresh token seals; `u` is Entra's refresh token. */
export const refreshClaims = z.object({
  v: z.literal(1),
  client: clientIdentity,
  tid: z.string(),
  partition: z.string(),
  family: z.string(),
  generation: z.int(),
  u: z.string(),
});

/** The content of a refresh token. */
export type RefreshClaims = z.infer<typeof refreshClaims>;
