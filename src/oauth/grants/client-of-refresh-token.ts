import * as z from 'zod';

import type { Config } from '../../config/config.ts';
import { SealError, type Sealer } from '../../secrets/seal.ts';
import type { Client, ClientRegistry } from '../clients/oauth-client.ts';
import { isExpiredOnLoopback, isOfThisEpoch } from '../clients/sealed-registration.ts';
import { refreshClaims } from './refresh-claims.ts';

/**
 * The client of a refresh without client_id. RFC 6749, 3.2.1 demands the client_id of a public client with codes only,
 * and a refresh token names its client. Undefined for a client that has to authenticate, and for any other token.
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
      const { client, registration } = refreshClaims.parse(await sealer.open('refresh', token));
      // The id of a registration is a digest; that of any other client is its client_id.
      if (registration === undefined) return isDigest(client.id) ? undefined : await clients.know(client.id);
      if (registration.exp <= now() / 1_000 || !isOfThisEpoch(registration, config)) return undefined;
      return {
        kind: 'registered',
        boundId: client.id,
        confidential: false,
        expiredOnLoopback: isExpiredOnLoopback(registration, now()),
        registration,
      };
    } catch (error) {
      if (error instanceof SealError || error instanceof z.ZodError) return undefined;
      throw error;
    }
  };
}

function isDigest(id: string): boolean {
  return /^[\w-]{43}$/.test(id);
}
