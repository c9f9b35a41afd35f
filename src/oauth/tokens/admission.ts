import { HttpError, OAuthError } from '../../errors.ts';
import { spend, type RateLimit } from '../../http/limits/rate-limit.ts';
import { blockOfCaller, type Actor } from '../../policy/block-rules.ts';
import type { BlockedUntil } from '../../state/block-snapshot.ts';
import type { Audit } from '../../telemetry/telemetry-types.ts';
import type { Authenticate } from './access-token.ts';

/** The current blocks as this instance knows them; throws `UnavailableError` where it never could read them. */
export type CurrentBlocks = { readonly current: () => Promise<BlockedUntil> };

/** `now` is in milliseconds since 1970. */
type Dependencies = {
  readonly authenticate: Authenticate;
  readonly blocks: CurrentBlocks;
  /** The calls of each person. */
  readonly calls: RateLimit;
  readonly audit: Audit;
  readonly now: () => number;
};

/**
 * Adds to the check of a token, ours or one of Entra's, what holds for whoever it speaks for: not too many calls
 * (429) and no block (403). It is no 401, because signing in again would change nothing.
 */
export function createAdmission({ authenticate, blocks, calls, audit, now }: Dependencies): Authenticate {
  return async (token) => {
    const admission = await authenticate(token);
    const { caller } = admission;
    // First, so that somebody who is blocked cannot fill the audit trail.
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

/** Refuses somebody who is about to sign in and is blocked, with `access_denied`. */
export async function checkNotBlocked(
  actor: Actor,
  { blocks, now }: Pick<Dependencies, 'blocks' | 'now'>,
): Promise<void> {
  const found = blockOfCaller(actor, await blocks.current(), now() / 1_000);
  if (found !== undefined) throw new OAuthError('access_denied', found.reason, { status: 403 });
}
