import type { ClientIdentity } from '../../policy/caller.ts';
import { consentId, consentsSince, forgetConsent } from './consents.ts';
import type { FamilyKey } from '../tokens/family-key.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** A client that may act for a person: through one sign-in or several. Times are seconds since 1970. */
export type ConnectedClient = {
  /** Its `consentId`. */
  readonly id: string;
  readonly client: ClientIdentity;
  readonly since: number;
  /** When it last got new tokens, which it does within the hour of every use. */
  readonly lastUsedAt: number;
  readonly families: readonly FamilyKey[];
};

type Needs = Pick<OAuthNeeds, 'store' | 'families'>;

/** The clients that may act for the person of a partition, the one used last first. */
export async function connectedClients(partition: string, needs: Needs): Promise<readonly ConnectedClient[]> {
  const [families, consented] = await Promise.all([
    needs.families.ofPerson(partition),
    consentsSince(partition, needs),
  ]);
  const connected = new Map<string, ConnectedClient>();
  for (const { client, ...family } of families) {
    if (client === undefined) continue;
    const id = consentId(client);
    const known = connected.get(id) ?? { id, client, since: Infinity, lastUsedAt: 0, families: [] };
    connected.set(id, {
      ...known,
      since: Math.min(known.since, family.startedAt, consented.get(id) ?? Infinity),
      lastUsedAt: Math.max(known.lastUsedAt, family.rotatedAt),
      families: [...known.families, family],
    });
  }
  return [...connected.values()].sort((a, b) => b.lastUsedAt - a.lastUsedAt);
}

/** Ends every sign-in of a client and takes the consent back. */
export async function disconnect(
  partition: string,
  { id, families }: ConnectedClient,
  needs: Needs,
): Promise<void> {
  await Promise.all(families.map((key) => needs.families.revoke(key)));
  await forgetConsent(partition, id, needs);
}
