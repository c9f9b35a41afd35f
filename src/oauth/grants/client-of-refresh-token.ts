import type { Config } from '../../config/config.ts';
import { openClaims, SealError, type Sealer } from '../../secrets/seal.ts';
import { unknownClient, type Client, type ClientRegistry } from '../clients/oauth-client.ts';
import { isExpiredOnLoopback, isOfThisEpoch } from '../clients/sealed-registration.ts';
import { invalidRefreshToken, refreshClaims } from './refresh-claims.ts';

/**
 * Returns the client for a refresh request without client_id. RFC 6749, section 3.2.1, requires client_id from public
 * clients only when they exchange a code, and the refresh token identifies its client. Returns undefined if the client
 * has to authenticate. Throws `invalid_grant` for an expired or unknown token, and `invalid_client` for an expired
 * registration: most clients start a new sign-in only after one of these errors.
 */
export type ClientOfRefreshToken = (token: string) => Promise<Client | undefined>;

type Dependencies = {
  readonly config: Config;
  readonly sealer: Sealer;
  readonly clients: ClientRegistry;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

export function createClientOfRefreshToken({
  config,
  sealer,
  clients,
  now,
}: Dependencies): ClientOfRefreshToken {
  return async (token) => {
    try {
      const { client, registration } = await openClaims(refreshClaims, 'refresh', token, sealer);
      // A registered client's id is a digest; any other client's id is its client_id.
      if (registration === undefined) return isDigest(client.id) ? undefined : await clients.find(client.id);
      if (registration.exp <= now() / 1_000 || !isOfThisEpoch(registration, config)) throw unknownClient();
      return {
        kind: 'registered',
        boundId: client.id,
        confidential: false,
        expiredOnLoopback: isExpiredOnLoopback(registration, now()),
        registration,
      };
    } catch (error) {
      throw error instanceof SealError ? invalidRefreshToken(error) : error;
    }
  };
}

function isDigest(id: string): boolean {
  return /^[\w-]{43}$/.test(id);
}
