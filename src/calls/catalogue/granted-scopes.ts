import { withTimeout } from '../../base/until-aborted.ts';
import type { OnBehalfOf } from '../../entra/entra-types.ts';
import type { CallContext } from '../job.ts';

/**
 * Returns the Graph permissions of a caller's token, or undefined if they are not available in time. Never
 * throws.
 */
export type GrantedScopes = (
  context: Pick<CallContext, 'admission' | 'requestId' | 'traceparent'>,
) => Promise<readonly string[] | undefined>;

/**
 * Maximum wait in milliseconds. After this time, listing all tools is better than waiting longer for the permissions.
 */
const WAIT_MS = 2_000;

/** Requests the On-Behalf-Of token. The token is cached, and concurrent requests share one exchange. */
export function createGrantedScopes(onBehalfOf: OnBehalfOf, waitMs = WAIT_MS): GrantedScopes {
  return async ({ admission, requestId, traceparent }) => {
    try {
      const { scopes } = await withTimeout(waitMs, (signal) =>
        onBehalfOf({
          assertion: admission.assertion,
          tid: admission.caller.tid,
          signal,
          origin: { requestId, traceparent },
        }),
      );
      return knownScopes(scopes);
    } catch {
      // If the permissions are unknown, all tools are listed, and the first call reports the problem.
      return undefined;
    }
  };
}

/**
 * Returns the permissions of a token, or undefined if the token response lists none. Every Graph token has permissions,
 * so an empty list means that the permissions are unknown.
 */
export function knownScopes(scopes: readonly string[]): readonly string[] | undefined {
  return scopes.length === 0 ? undefined : scopes;
}
