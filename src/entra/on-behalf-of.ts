import type { AuthenticationResult } from '@azure/msal-node';

import { createSingleFlight } from '../base/single-flight.ts';
import { untilAborted } from '../base/until-aborted.ts';
import type { Config } from '../config/config.ts';
import { adminConsentUrl, graphScope } from './authority.ts';
import type { Exchange } from './exchange.ts';
import { createTokenCache } from './obo-cache.ts';
import type { GraphToken, OnBehalfOf } from './entra-types.ts';

const TOKENS_KEPT = 20_000;

type ExchangeRequest = Omit<Parameters<OnBehalfOf>[0], 'signal'>;

/**
 * Performs the On-Behalf-Of exchange (see `OnBehalfOf`). Concurrent callers share one exchange. If one caller aborts,
 * the exchange continues for the others. `now` is in milliseconds.
 */
export function createOnBehalfOf({
  config,
  exchange,
  now,
}: {
  config: Config;
  exchange: Exchange;
  now: () => number;
}): OnBehalfOf {
  const resource = graphScope(config);
  const cache = createTokenCache({ limit: TOKENS_KEPT, now });
  const exchanges = createSingleFlight<GraphToken>();
  const shareScopes = createScopeSharing();

  const requestToken = async ({ assertion, tid, claims, origin }: ExchangeRequest): Promise<GraphToken> => {
    const what = { tid, name: 'on behalf of', adminConsentUrl: adminConsentUrl(config, tid), origin };
    const result = await exchange(what, (client) =>
      client.acquireTokenOnBehalfOf({
        oboAssertion: assertion.token,
        scopes: [resource],
        skipCache: true,
        ...(claims !== undefined && { claims }),
      }),
    );
    return toGraphToken(result, now(), shareScopes);
  };

  return async ({ signal, ...request }) => {
    // Entries are keyed by the digest of the token, because cache keys stay in memory longer than a token should.
    const key = `${request.tid} ${request.assertion.digest}`;
    const cached = request.claims === undefined ? cache.get(key) : undefined;
    if (cached !== undefined) return cached;
    signal.throwIfAborted();
    const flight = `${key} ${request.claims ?? ''}`;
    const exchanged = exchanges.run(flight, async () => {
      const token = await requestToken(request);
      cache.set(key, token);
      return token;
    });
    return untilAborted(exchanged, signal);
  };
}

/**
 * Converts msal-node's result to a Graph token. msal-node computes expiry times from the system clock, which can differ
 * from `now`, so only the remaining lifetime is used.
 */
function toGraphToken(
  result: AuthenticationResult | null,
  now: number,
  shareScopes: (scopes: readonly string[]) => readonly string[],
): GraphToken {
  const end = result?.expiresOn?.getTime();
  if (result === null || end === undefined) throw new Error('msal-node returned no token');
  const scopes = result.scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  return {
    token: result.accessToken,
    scopes: shareScopes(scopes.filter((scope) => scope !== '.default')),
    expiresAt: Math.floor((now + end - Date.now()) / 1000),
  };
}

/**
 * Creates a function that returns the same list again for equal scopes. Most users have the same scopes, so thousands
 * of cached tokens can share one list.
 */
function createScopeSharing(): (scopes: readonly string[]) => readonly string[] {
  let last: readonly string[] = [];
  return (scopes) => {
    if (scopes.join(' ') !== last.join(' ')) last = scopes;
    return last;
  };
}
