import { withTimeout } from '../../base/until-aborted.ts';
import type { OnBehalfOf } from '../../entra/entra-types.ts';
import type { CallContext } from '../job.ts';

/** Returns the Graph permissions of a caller's token, or undefined if they are not known soon enough. Never throws. */
export type GrantedScopes = (
  context: Pick<CallContext, 'admission' | 'requestId' | 'traceparent'>,
) => Promise<readonly string[] | undefined>;

/** In milliseconds. A complete list after this time is better than a late one. */
const WAIT_MS = 2_000;

/** Asks for the On-Behalf-Of token, which is cached and whose exchange all waiting requests share. */
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
      // The first call reports what is wrong. A list without tools would hide it.
      return undefined;
    }
  };
}

/** Every Graph token has permissions. A token response without any does not say which. */
export function knownScopes(scopes: readonly string[]): readonly string[] | undefined {
  return scopes.length === 0 ? undefined : scopes;
}
