import { setTimeout as sleep } from 'node:timers/promises';

import { createLruMap } from '../base/lru-map.ts';
import { createSingleFlight } from '../base/single-flight.ts';
import { untilAborted } from '../base/until-aborted.ts';
import { personPartition } from '../state/person-partition.ts';
import { LinkNeededError, ToolError } from '../errors.ts';
import type { ConfiguredProvider } from './configured-provider.ts';
import type { LinkCipher } from './link-cipher.ts';
import type { Link, Links, LinkTokens } from './link-store.ts';
import type { Owner } from './provider.ts';
import { GrantRefusedError } from './oauth-exchange.ts';
import type { TokenEndpoint } from './provider-tokens.ts';

/** `refused` is an access token that the provider's API did not accept, although it should still be valid. */
export type TokenUse = { readonly signal: AbortSignal; readonly refused?: string | undefined };

/**
 * Returns a valid access token for a user. Throws `LinkNeededError` if no account is linked or the provider has
 * revoked the link. Also throws the errors of `Links` and `TokenEndpoint`.
 */
export type AccessTokens = (
  owner: Owner,
  provider: ConfiguredProvider,
  use: TokenUse,
) => Promise<Pick<LinkTokens, 'accessToken' | 'scopes'>>;

export type AccessTokensDependencies = {
  readonly links: Links;
  readonly cipher: Pick<LinkCipher, 'prepare'>;
  readonly endpoint: Pick<TokenEndpoint, 'refresh' | 'revoke'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Waits for the given number of milliseconds. */
  readonly pause?: (ms: number) => Promise<unknown>;
};

/** A token is refreshed this long before it expires, so that it does not expire in transit. */
const MARGIN_SECONDS = 60;
/**
 * How long an instance reserves a link for a refresh: longer than a refresh takes. An instance that stops during a
 * refresh blocks the link for this long.
 */
const LEASE_SECONDS = 20;
const WAIT_MS = 200;
/**
 * Maximum number of times the link is read before giving up: enough to wait until another instance's lease has expired.
 */
const MAX_ROUNDS = ((LEASE_SECONDS + 2) * 1_000) / WAIT_MS;
const WRITE_ATTEMPTS = 3;
const UNSAVED_KEPT = 1_000;

/**
 * Many providers replace the refresh token at each refresh and then reject the old one. Therefore only one instance may
 * refresh at a time, and that instance must not lose the response: it first marks the row (compare-and-swap), then
 * sends the request to the provider, then replaces exactly that row. Other instances wait and use the new tokens.
 */
export function createAccessTokens(dependencies: AccessTokensDependencies): AccessTokens {
  const { links, cipher, endpoint, now, pause = sleep } = dependencies;
  const flights = createSingleFlight<LinkTokens>();
  /** Tokens that could not be saved, keyed by the version of the row that they are to replace. */
  const unsaved = createLruMap<LinkTokens>(UNSAVED_KEPT);
  const seconds = () => Math.floor(now() / 1_000);
  const isFresh = ({ accessToken, expiresAt }: LinkTokens, refused: string | undefined): boolean =>
    accessToken !== refused && expiresAt - MARGIN_SECONDS > seconds();

  /**
   * Writes new tokens to the row of a link. Returns false if the row has changed. Tokens that cannot be written are
   * kept for the next call.
   */
  const write = async (link: Link, tokens: LinkTokens): Promise<boolean> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- each attempt depends on the one before it
        const isWritten = await links.replace(link, tokens);
        unsaved.delete(keyOf(link));
        return isWritten;
      } catch (error) {
        unsaved.set(keyOf(link), tokens);
        if (attempt >= WRITE_ATTEMPTS) throw error;
        // oxlint-disable-next-line no-await-in-loop
        await pause(WAIT_MS * attempt);
      }
    }
  };

  /** Refreshes the tokens of a link. Returns undefined if the link has changed in the meantime. */
  const refresh = async (link: Link, provider: ConfiguredProvider): Promise<LinkTokens | undefined> => {
    const kept = unsaved.get(keyOf(link));
    if (kept !== undefined) return (await write(link, kept)) ? kept : undefined;
    // Makes sure that the response is not lost if Key Vault is down when the response arrives.
    await cipher.prepare();
    const leased = await links.lease(link, LEASE_SECONDS);
    if (leased === undefined) return undefined;
    let tokens: LinkTokens;
    try {
      tokens = await endpoint.refresh(provider, leased.tokens);
    } catch (error) {
      if (error instanceof GrantRefusedError) {
        if (!(await links.remove(leased.owner, leased.provider, leased))) return undefined;
        throw new LinkNeededError(provider, 'ended');
      }
      // Ends the lease. If this write fails too, the lease expires by itself.
      await links.replace(leased, leased.tokens).catch(() => false);
      throw error;
    }
    if (await write(leased, tokens)) return tokens;
    const isUnlinked = (await links.find(leased.owner, leased.provider)) === undefined;
    if (isUnlinked) await endpoint.revoke(provider, tokens).catch(() => undefined);
    return undefined;
  };

  const current = async (
    owner: Owner,
    provider: ConfiguredProvider,
    refused: string | undefined,
  ): Promise<LinkTokens> => {
    // oxlint-disable no-await-in-loop -- each round depends on the row that the one before it has found
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const link = await links.find(owner, provider.name);
      if (link === undefined) throw new LinkNeededError(provider, 'none');
      const isUnsaved = unsaved.peek(keyOf(link)) !== undefined;
      if (!isUnsaved && isFresh(link.tokens, refused)) {
        // Wraps the tokens with the newest version of the key.
        if (!link.isCurrent && link.leasedUntil <= seconds())
          await links.replace(link, link.tokens).catch(() => false);
        return link.tokens;
      }
      if (!isUnsaved && link.leasedUntil > seconds()) {
        await pause(WAIT_MS);
        continue;
      }
      const tokens = await refresh(link, provider);
      if (tokens !== undefined) return tokens;
    }
    // oxlint-enable no-await-in-loop
    throw new ToolError(
      'unavailable',
      `Access to the ${provider.title} account is being renewed; try again shortly.`,
      {
        retryAfterSeconds: LEASE_SECONDS,
      },
    );
  };

  return (owner, provider, { signal, refused }) => {
    const key = `${personPartition(owner)} ${provider.name} ${refused === undefined}`;
    return untilAborted(
      flights.run(key, () => current(owner, provider, refused)),
      signal,
    );
  };
}

function keyOf({ owner, provider, row }: Link): string {
  return JSON.stringify([owner.tid, owner.oid, provider, row.etag]);
}
