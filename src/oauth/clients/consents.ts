import { digest } from '../../base/sha256.ts';
import type { EntraPerson } from '../../entra/entra-types.ts';
import type { ClientIdentity } from '../../policy/caller.ts';
import { allRows } from '../../state/all-rows.ts';
import type { Place, Row, Store } from '../../state/store.ts';
import { writeRow } from '../../state/write-row.ts';
import type { Families } from '../tokens/family.ts';
import { personPartition } from '../../state/person-partition.ts';
import type { FamilyKey } from '../tokens/family-key.ts';

const CONSENT_LIFETIME_SECONDS = 180 * 24 * 3_600;

/** A client that can act for a user through one or more sign-ins. Times are in seconds since 1970. */
export type ConnectedClient = {
  /** The `consentId` of the client. */
  readonly id: string;
  readonly client: ClientIdentity;
  readonly since: number;
  /** When the client last got new tokens. An active client gets new tokens at least once an hour. */
  readonly lastUsedAt: number;
  readonly families: readonly FamilyKey[];
};

/** The clients that users have allowed to act for them. `partition` identifies the user. */
export type Consents = {
  /**
   * Stores when the user first and last consented to a client. The times are only for the account page: the consent
   * page is never skipped because of an earlier consent.
   */
  remember(person: EntraPerson, client: ClientIdentity): Promise<void>;
  /** Returns the time of the user's first consent to each client, in seconds since 1970, keyed by `consentId`. */
  since(partition: string): Promise<ReadonlyMap<string, number>>;
  /** Returns the clients that can act for the user, most recently used first. */
  connectedClients(partition: string): Promise<readonly ConnectedClient[]>;
  /** Ends all of a client's sign-ins and withdraws the consent. */
  disconnect(partition: string, client: ConnectedClient): Promise<void>;
};

type Dependencies = {
  readonly store: Store;
  readonly families: Families;
  readonly now: () => number;
};

export function createConsents({ store, families, now }: Dependencies): Consents {
  const since: Consents['since'] = async (partition) => {
    const rows = await allRows(store, 'consents', partition);
    return new Map(
      rows.flatMap((row) => {
        const at = sinceIn(row);
        return at === undefined ? [] : [[row.id, at] as const];
      }),
    );
  };
  return {
    since,
    remember: async (person, client) => {
      const at = Math.floor(now() / 1_000);
      const place = placeOf(personPartition(person), consentId(client));
      // If another request was first, it wrote the same times.
      await writeRow(store, place, (row) => ({
        value: { v: 1, client: { ...client }, since: sinceIn(row) ?? at, lastAt: at },
        expiresAt: at + CONSENT_LIFETIME_SECONDS,
      }));
    },
    connectedClients: async (partition) => {
      const [living, consented] = await Promise.all([families.ofPerson(partition), since(partition)]);
      const connected = new Map<string, ConnectedClient>();
      for (const { client, ...family } of living) {
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
    },
    disconnect: async (partition, client) => {
      await Promise.all(client.families.map((key) => families.revoke(key)));
      await store.remove(placeOf(partition, client.id));
    },
  };
}

/** Returns the id of the consent to a client. The client's self-chosen name does not affect the id. */
export function consentId(client: ClientIdentity): string {
  return digest(`${client.class}|${client.id}`);
}

/** Returns the time of the first consent; undefined if the row does not contain the time. */
function sinceIn(row: Row | undefined): number | undefined {
  const since = row?.value['since'];
  return Number.isSafeInteger(since) ? Number(since) : undefined;
}

function placeOf(partition: string, id: string): Place {
  return { table: 'consents', partition, id };
}
