import { HttpError, OAuthError } from '../../errors.ts';
import { spend, type RateLimit } from '../../http/limits/rate-limit.ts';
import { blockOfCaller, type Actor } from '../../policy/block-rules.ts';
import type { BlockedUntil } from '../../state/block-snapshot.ts';
import type { Audit } from '../../telemetry/telemetry-types.ts';
import type { Authenticate } from './access-token.ts';

/**
 * The current blocks. `current` throws `UnavailableError` if this instance has not yet been able to read the blocks.
 */
export type CurrentBlocks = { readonly current: () => Promise<BlockedUntil> };

/** `now` is in milliseconds since 1970. */
type Dependencies = {
  readonly authenticate: Authenticate;
  readonly blocks: CurrentBlocks;
  /** Limits how often each user can call. */
  readonly calls: RateLimit;
  readonly audit: Audit;
  readonly now: () => number;
};

/**
 * Adds two checks to the authentication of a caller: the rate limit (429) and blocks (403). A block is not a 401,
 * because signing in again would not help.
 */
export function createAdmission({ authenticate, blocks, calls, audit, now }: Dependencies): Authenticate {
  return async (token) => {
    const admission = await authenticate(token);
    const { caller } = admission;
    // The rate limit comes first, so that a blocked caller cannot flood the audit log.
    spend(calls, `${caller.tid}/${caller.oid}`);
    const found = blockOfCaller(caller, await blocks.current(), now() / 1_000);
    if (found === undefined) return admission;
    const { tid, oid, roles, client } = caller;
    audit({
      phase: 'refused',
      caller: { tid, oid, roles },
      client: { ...client },
      action: { tool: 'oauth', operation: 'admit', kind: 'sign-in' },
      decision: { effect: 'refuse', rule: found.rule, policyHash: '' },
    });
    throw new HttpError(403, found.reason);
  };
}

/** Throws `access_denied` if the user who signs in, their tenant or the client is blocked. */
export async function checkNotBlocked(
  actor: Actor,
  { blocks, now }: Pick<Dependencies, 'blocks' | 'now'>,
): Promise<void> {
  const found = blockOfCaller(actor, await blocks.current(), now() / 1_000);
  if (found !== undefined) throw new OAuthError('access_denied', found.reason, { status: 403 });
}
