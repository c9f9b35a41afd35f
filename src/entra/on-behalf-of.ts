import { createHash } from 'node:crypto';

import type { AuthenticationResult } from '@azure/msal-node';

import type { Config } from '../config/config.ts';
import { adminConsentUrl, graphScope } from './authority.ts';
import type { Exchange } from './exchange.ts';
import { createTokenCache } from './obo-cache.ts';
import type { GraphToken, OnBehalfOf } from './entra-types.ts';

const TOKENS_KEPT = 20_000;

type Asked = Omit<Parameters<OnBehalfOf>[0], 'signal'>;

/**
 * Exchanges On-Behalf-Of, see `OnBehalfOf`. Whoever asks while an exchange runs shares it, and one who goes away
 * leaves it running for the others. `now` is in milliseconds.
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
  const underway = new Map<string, Promise<GraphToken>>();
  const shareScopes = createScopeSharing();

  const ask = async ({ assertion, tid, claims, origin }: Asked): Promise<GraphToken> => {
    const consentUrl = adminConsentUrl(config, tid);
    const what = { tid, name: 'on behalf of', adminConsentUrl: consentUrl, ...(origin && { origin }) };
    const result = await exchange(what, (client) =>
      client.acquireTokenOnBehalfOf({
        oboAssertion: assertion,
        scopes: [resource],
        skipCache: true,
        ...(claims !== undefined && { claims }),
      }),
    );
    return toGraphToken(result, shareScopes);
  };

  return async ({ signal, ...asked }) => {
    const key = hashOf(asked.assertion, asked.tid, resource);
    const known = asked.claims === undefined ? cache.get(key) : undefined;
    if (known !== undefined) return known;
    signal.throwIfAborted();
    const flight = hashOf(key, asked.claims);
    let exchanging = underway.get(flight);
    if (exchanging === undefined) {
      exchanging = ask(asked)
        .then((token) => {
          cache.set(key, token);
          return token;
        })
        .finally(() => underway.delete(flight));
      underway.set(flight, exchanging);
    }
    return unlessAborted(exchanging, signal);
  };
}

/** JSON keeps the parts apart; a hash, because a key is kept longer than a token should be. */
function hashOf(...parts: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function toGraphToken(
  result: AuthenticationResult | null,
  shareScopes: (scopes: readonly string[]) => readonly string[],
): GraphToken {
  const end = result?.expiresOn?.getTime();
  if (result === null || end === undefined) throw new Error('msal-node gave no token');
  const scopes = result.scopes.map((scope) => scope.slice(scope.lastIndexOf('/') + 1));
  return {
    token: result.accessToken,
    scopes: shareScopes(scopes.filter((scope) => scope !== '.default')),
    expiresAt: Math.floor(end / 1000),
  };
}

/** Consent is mostly the same for everybody, so thousands of kept tokens share one list. */
function createScopeSharing(): (scopes: readonly string[]) => readonly string[] {
  let last: readonly string[] = [];
  return (scopes) => {
    if (scopes.join(' ') !== last.join(' ')) last = scopes;
    return last;
  };
}

/** The result, or the reason of the signal where that comes first; the work itself goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
