import * as z from 'zod';

import { UnavailableError } from '../../errors.ts';
import type { Admission } from '../../policy/caller.ts';
import type { Place, Store } from '../../state/store.ts';
import type { Log } from '../../telemetry/telemetry-types.ts';
import type { Families } from './family.ts';

/** How long claims are kept if the user does not sign in again. */
const LIFETIME_SECONDS = 24 * 3_600;

/** Maximum length of claims. Longer claims are not stored, because they do not fit into the URL of Entra's page. */
const CLAIMS_LIMIT_CHARACTERS = 2_000;

const pendingClaims = z.object({ v: z.literal(1), claims: z.string() });

/** Claims (JSON text) that Entra or Graph demanded from a user and that the next sign-in must satisfy. */
export type PendingClaims = {
  /**
   * Stores claims that Entra or Graph demanded during a call, both for the next refresh and for the next sign-in: SDK
   * clients first send a refresh, which Entra refuses, and then start a sign-in. Does not fail if the tables are down,
   * because the response to the call contains the challenge anyway.
   */
  readonly rememberChallenge: (admission: Admission, claims: string) => Promise<void>;
  /** Stores claims for the next sign-in of the user with this partition. Newer claims replace older ones. */
  remember(partition: string, claims: string): Promise<void>;
  /** Returns the claims that the user's next sign-in must satisfy, if any. */
  find(partition: string): Promise<string | undefined>;
  /** Deletes the claims after a sign-in has requested them. */
  forget(partition: string): Promise<void>;
};

type Dependencies = {
  readonly store: Store;
  readonly families: Families;
  readonly now: () => number;
  readonly log: Log;
};

export function createPendingClaims({ store, families, now, log }: Dependencies): PendingClaims {
  const remember: PendingClaims['remember'] = async (partition, claims) => {
    const place = placeIn(partition);
    const expiresAt = Math.floor(now() / 1_000) + LIFETIME_SECONDS;
    // Removes the earlier row without reading it. After an emergency rotation of the seal root, the row can be neither
    // read nor replaced.
    await store.remove(place);
    // If another request was first, its claims are just as recent.
    await store.insert(place, { value: { v: 1, claims }, expiresAt });
  };
  return {
    remember,
    rememberChallenge: async ({ family }, claims) => {
      // Nothing is stored for a direct Entra token, because its holder signs in at Entra, not here.
      if (family === undefined || claims.length > CLAIMS_LIMIT_CHARACTERS) return;
      try {
        await remember(family.partition, claims);
        await families.setPendingClaims(family, claims);
      } catch (error) {
        if (!(error instanceof UnavailableError)) throw error;
        log.warn('challenge_not_remembered', { dependency: error.dependency });
      }
    },
    find: async (partition) => {
      const row = await store.get(placeIn(partition));
      if (row === undefined || row.expiresAt * 1_000 <= now()) return undefined;
      return pendingClaims.safeParse(row.value).data?.claims;
    },
    forget: async (partition) => {
      await store.remove(placeIn(partition));
    },
  };
}

function placeIn(partition: string): Place {
  return { table: 'challenges', partition, id: 'sign-in' };
}
