import * as z from 'zod';

import { OAuthError } from '../../errors.ts';
import { clientIdentity } from '../clients/client-identity.ts';

/** The sealed claims of a refresh token; `u` is Entra's refresh token. */
export const refreshClaims = z.object({
  v: z.literal(1),
  client: clientIdentity,
  tid: z.string(),
  partition: z.string(),
  family: z.string(),
  generation: z.int(),
  /** Absent in tokens from earlier releases. */
  tokenId: z.string().optional(),
  u: z.string(),
  /**
   * The issue and expiry times of a public client's registration. They are stored here because the client may omit its
   * client_id.
   */
  registration: z.object({ iat: z.int(), exp: z.int() }).optional(),
});

export type RefreshClaims = z.infer<typeof refreshClaims>;

export function invalidRefreshToken(
  cause?: unknown,
  message = 'The refresh token is no longer valid: sign in again.',
): OAuthError {
  return new OAuthError('invalid_grant', message, { cause });
}
