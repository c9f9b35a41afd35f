import type { EntraPerson } from '../../entra/entra-types.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { allRows } from '../../state/all-rows.ts';
import type { Place } from '../../state/store.ts';
import { digest } from '../../base/sha256.ts';
import { personPartition } from '../tokens/family-key.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

const CONSENT_LIFETIME_SECONDS = 180 * 24 * 3_600;

/**
 * Remembers that a person let a client act for them: first and last time, in seconds since 1970. It is for the
 * person to see and for the audit; it never makes the consent page go away.
 */
export async function rememberConsent(
  person: EntraPerson,
  client: ClientIdentity,
  { store, now }: Pick<OAuthNeeds, 'store' | 'now'>,
): Promise<void> {
  const at = Math.floor(now() / 1_000);
  const place = placeOf(personPartition(person), consentId(client));
  const entry = (since: number) => ({
    value: { v: 1, client: { ...client }, since, lastAt: at },
    expiresAt: at + CONSENT_LIFETIME_SECONDS,
  });
  if (await store.insert(place, entry(at))) return;
  const row = await store.get(place);
  if (row === undefined) return;
  const since = typeof row.value['since'] === 'number' ? row.value['since'] : at;
  // Whoever wins a race has written the same fact.
  await store.replace(place, entry(since), row.etag);
}

/** The id of a person's consent to a client: of one program in one place, whatever it calls itself. */
export function consentId(client: ClientIdentity): string {
  return digest(`${client.class}|${client.id}`);
}

/** When the person of a partition first let each client act for them, in seconds since 1970, by `consentId`. */
export async function consentsSince(
  partition: string,
  { store }: Pick<OAuthNeeds, 'store'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await allRows(store, 'consents', partition);
  const since = rows.map(({ id, value }) => [id, Number(value['since'])] as const);
  return new Map(since.filter(([, at]) => Number.isSafeInteger(at)));
}

/** Takes a consent back. */
export async function forgetConsent(
  partition: string,
  id: string,
  { store }: Pick<OAuthNeeds, 'store'>,
): Promise<void> {
  await store.remove(placeOf(partition, id));
}

function placeOf(partition: string, id: string): Place {
  return { table: 'consents', partition, id };
}
