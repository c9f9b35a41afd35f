import { z } from 'zod';

import { UnavailableError } from '../../errors.ts';
import type { Admission } from '../../policy/caller.ts';
import type { Place } from '../../state/store.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** How long a demand waits for the person to sign in again. */
const DEMAND_LIFETIME_SECONDS = 24 * 3_600;

/** What still fits into the URL of Entra's sign-in page. */
const CLAIMS_LIMIT_CHARACTERS = 2_000;

const demand = z.object({ v: z.literal(1), claims: z.string() });

type Needs = Pick<OAuthNeeds, 'store' | 'families' | 'now' | 'log'>;

/**
 * Keeps the claims that Entra or Graph demanded during a call, twice: for the refresh that SDK clients try first,
 * which Entra then refuses, and for the sign-in that follows. Tables that are down are no reason to fail: the call
 * is answered with the challenge itself.
 */
export async function rememberChallenge({ family }: Admission, claims: string, needs: Needs): Promise<void> {
  // Whoever brings Entra's own token signs in at Entra, not here.
  if (family === undefined || claims.length > CLAIMS_LIMIT_CHARACTERS) return;
  try {
    await rememberDemand(family.partition, claims, needs);
    await needs.families.demand(family, claims);
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error;
    needs.log.warn('challenge_not_remembered', { dependency: error.dependency });
  }
}

/** Keeps a demand for the next sign-in of the person whose partition this is; the newest wins. */
export async function rememberDemand(
  partition: string,
  claims: string,
  { store, now }: Pick<Needs, 'store' | 'now'>,
): Promise<void> {
  const place = placeIn(partition);
  const expiresAt = Math.floor(now() / 1_000) + DEMAND_LIFETIME_SECONDS;
  const entry = { value: { v: 1, claims }, expiresAt };
  if (await store.insert(place, entry)) return;
  const row = await store.get(place);
  // Whoever wins a race has written a demand that is as new.
  if (row !== undefined) await store.replace(place, entry, row.etag);
}

/** The claims that the person's sign-in has to satisfy, if any. */
export async function demandOf(
  partition: string,
  { store, now }: Pick<Needs, 'store' | 'now'>,
): Promise<string | undefined> {
  const row = await store.get(placeIn(partition));
  if (row === undefined || row.expiresAt * 1_000 <= now()) return undefined;
  return demand.safeParse(row.value).data?.claims;
}

/** Forgets a demand that a sign-in was put to. */
export async function forgetDemand(partition: string, { store }: Pick<Needs, 'store'>): Promise<void> {
  await store.remove(placeIn(partition));
}

function placeIn(partition: string): Place {
  return { table: 'challenges', partition, id: 'sign-in' };
}
