import * as z from 'zod';

import type { ClientIdentity } from '../../policy/caller.ts';
import { tryOpenClaims, type Sealer } from '../../secrets/seal.ts';
import { clientIdentity } from '../clients/client-identity.ts';
import type { FamilyKey } from './family-key.ts';

const familyClaims = z.object({ client: clientIdentity, partition: z.string(), family: z.string() });

/**
 * Finds the family that one of our refresh or access tokens belongs to. Returns undefined for anything else.
 */
export async function familyOfToken(
  token: string,
  sealer: Sealer,
): Promise<{ readonly key: FamilyKey; readonly client: ClientIdentity } | undefined> {
  for (const kind of ['refresh', 'access'] as const) {
    // oxlint-disable-next-line no-await-in-loop -- the second kind is tried only if the token is not of the first
    const claims = await tryOpenClaims(familyClaims, kind, token, sealer);
    if (claims !== undefined)
      return { key: { partition: claims.partition, id: claims.family }, client: claims.client };
  }
  return undefined;
}
