import * as z from 'zod';

import { KeyVersionError } from '../secrets/wrapping-key.ts';
import { allRows } from '../state/all-rows.ts';
import { personPartition } from '../state/person-partition.ts';
import type { Place, Row, Store } from '../state/store.ts';
import type { Log } from '../telemetry/telemetry-types.ts';
import { LinkCipherError, sealedText, type LinkCipher } from './link-cipher.ts';
import type { Owner } from './provider.ts';

/** A provider's tokens for one user. `expiresAt` is in seconds since 1970. */
export type LinkTokens = {
  readonly refreshToken: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  readonly scopes: readonly string[];
};

/** A stored link. Times are in seconds since 1970. */
export type Link = {
  readonly owner: Owner;
  readonly provider: string;
  readonly tokens: LinkTokens;
  readonly since: number;
  /** When the refreshing instance's lease expires; 0 if there is no lease. */
  readonly leasedUntil: number;
  /** Whether the tokens are sealed under the newest version of the key. */
  readonly isCurrent: boolean;
  readonly row: Row;
};

/**
 * All users' links, one row for each user and provider. Methods throw `UnavailableError` while Key Vault or the
 * tables are down, and `ToolError` if the key cannot be used.
 */
export type Links = {
  /**
   * Finds a link. Returns undefined if there is no link, if the link's row was not written for this user and provider,
   * or if the tokens were sealed under a version of the key that is now disabled: in each case, the user can link the
   * account again.
   */
  find(owner: Owner, provider: string): Promise<Link | undefined>;
  /** Returns the providers of a user's linked accounts, and when each was linked. Does not need the key. */
  list(owner: Owner): Promise<readonly { readonly provider: string; readonly since: number }[]>;
  /** Stores new tokens, replacing any earlier ones. */
  save(owner: Owner, provider: string, tokens: LinkTokens): Promise<void>;
  /** Marks a link as being refreshed. Returns the marked link, or undefined if another writer was first. */
  lease(link: Link, seconds: number): Promise<Link | undefined>;
  /**
   * Replaces the tokens of exactly this version of a link, and ends the lease. Returns false if the link has changed.
   */
  replace(link: Link, tokens: LinkTokens): Promise<boolean>;
  /** Removes a link or, if `link` is given, only that version. Returns false if nothing was removed. */
  remove(owner: Owner, provider: string, link?: Link): Promise<boolean>;
};

/** A link that has not been used for this long is removed. */
const UNUSED_SECONDS = 180 * 24 * 3_600;
const SAVE_ATTEMPTS = 5;

const rowValue = z.object({ since: z.int(), leasedUntil: z.int(), sealed: sealedText });

const tokensShape = z.object({
  refreshToken: z.string(),
  accessToken: z.string(),
  expiresAt: z.int(),
  scopes: z.array(z.string()),
});

export type LinksDependencies = {
  readonly store: Pick<Store, 'insert' | 'get' | 'replace' | 'remove' | 'list'>;
  readonly cipher: LinkCipher;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

export function createLinks({ store, cipher, log, now }: LinksDependencies): Links {
  const seconds = () => Math.floor(now() / 1_000);
  const entryOf = (value: z.infer<typeof rowValue>) => ({ value, expiresAt: seconds() + UNUSED_SECONDS });
  const seal = (owner: Owner, provider: string, tokens: LinkTokens) =>
    cipher.seal({ ...owner, provider }, JSON.stringify(tokens));

  const find: Links['find'] = async (owner, provider) => {
    const row = await store.get(placeOf(owner, provider));
    const value = rowValue.safeParse(row?.value);
    if (row === undefined || !value.success || row.expiresAt <= seconds()) return undefined;
    const { since, leasedUntil, sealed } = value.data;
    try {
      const text = await cipher.open({ ...owner, provider }, sealed);
      const tokens = tokensShape.parse(JSON.parse(text));
      const isCurrent = await cipher.isCurrent(sealed);
      return { owner, provider, tokens, since, leasedUntil, isCurrent, row };
    } catch (error) {
      if (!(error instanceof LinkCipherError)) throw error;
      log.warn(error.cause instanceof KeyVersionError ? 'link_key_disabled' : 'link_not_authentic', {
        provider,
      });
      return undefined;
    }
  };

  return {
    find,
    list: async (owner) => {
      const rows = await allRows(store, 'links', personPartition(owner));
      return rows.flatMap(({ id, value, expiresAt }) => {
        const { data } = rowValue.safeParse(value);
        return data === undefined || expiresAt <= seconds() ? [] : [{ provider: id, since: data.since }];
      });
    },
    save: async (owner, provider, tokens) => {
      const place = placeOf(owner, provider);
      const entry = entryOf({
        since: seconds(),
        leasedUntil: 0,
        sealed: await seal(owner, provider, tokens),
      });
      for (let attempt = 0; attempt < SAVE_ATTEMPTS; attempt += 1) {
        // oxlint-disable no-await-in-loop -- each attempt depends on the one before it
        if (await store.insert(place, entry)) return;
        await store.remove(place);
        // oxlint-enable no-await-in-loop
      }
      throw new Error('Other instances wrote the link during every attempt.');
    },
    lease: async (link, length) => {
      const { owner, provider, row, since } = link;
      const leasedUntil = seconds() + length;
      const { sealed } = rowValue.parse(row.value);
      const entry = entryOf({ since, leasedUntil, sealed });
      if (!(await store.replace(placeOf(owner, provider), entry, row.etag))) return undefined;
      return find(owner, provider);
    },
    replace: async ({ owner, provider, row, since }, tokens) => {
      const entry = entryOf({ since, leasedUntil: 0, sealed: await seal(owner, provider, tokens) });
      return store.replace(placeOf(owner, provider), entry, row.etag);
    },
    remove: (owner, provider, link) => store.remove(placeOf(owner, provider), link?.row.etag),
  };
}

function placeOf(owner: Owner, provider: string): Place {
  return { table: 'links', partition: personPartition(owner), id: provider };
}
