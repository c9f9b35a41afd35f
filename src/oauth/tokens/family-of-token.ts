import * as z from 'zod';

import type { ClientIdentity } from '../../policy/caller.ts';
import { SealError, type Sealer } from '../../secrets/seal.ts';
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
    try {
      // oxlint-disable-next-line no-await-in-loop -- the second kind is tried only if the token is not of the first
      const { client, partition, family } = familyClaims.parse(await sealer.open(kind, token));
      return { key: { partition, id: family }, client };
    } catch (error) {
      if (!(error instanceof SealError || error instanceof z.ZodError)) throw error;
    }
  }
  return undefined;
}
