import type { ConfidentialClientApplication } from '@azure/msal-node';

import type { Config } from '../config/config.ts';
import type { Log, Origin, Telemetry } from '../telemetry/telemetry-types.ts';
import { endpointsOf } from './authority.ts';
import type { Credential } from './credential.ts';
import { failureOf, isStaleCredential } from './entra-failure.ts';
import { createNetwork } from './network.ts';

/** Runs one exchange with Entra through a client application of its own, and maps what goes wrong. */
export type Exchange = <T>(
  what: {
    /** The tenant at whose authority it happens. */
    readonly tid: string;
    /** What is exchanged, for telemetry. */
    readonly name: string;
    /** The request that it is made for, for telemetry. */
    readonly origin?: Origin | undefined;
    /** Given where a missing consent is to be told as `ConsentRequiredError`. */
    readonly adminConsentUrl?: string;
  },
  work: (client: ConfidentialClientApplication) => Promise<T>,
) => Promise<T>;

/** We handle claims challenges, so Graph may send them (continuous access evaluation). */
const clientCapabilities = ['CP1'];

type Options = {
  readonly config: Config;
  readonly credential: Credential;
  readonly log: Log;
  readonly telemetry?: Telemetry | undefined;
  /** How long Entra may take for one exchange; ten seconds where nothing is said. */
  readonly deadlineMs?: number | undefined;
};

/**
 * Exchanges by msal-node, which is loaded at the first one. Each gets a fresh client application: a shared one is
 * a cache that slows down with every person in it. A refused credential is read anew once, in case it was rotated.
 */
export function createExchange({
  config,
  credential,
  log,
  telemetry,
  deadlineMs = 10_000,
}: Options): Exchange {
  const attempt = async <T>(
    {
      tid,
      name,
      origin,
      signal,
    }: { tid: string; name: string; origin?: Origin | undefined; signal: AbortSignal },
    work: (client: ConfidentialClientApplication) => Promise<T>,
  ): Promise<T> => {
    const { ConfidentialClientApplication } = await import('@azure/msal-node');
    const { authority, metadata } = endpointsOf(config, tid);
    const network = createNetwork({ signal, name, origin, telemetry });
    const auth = {
      clientId: config.entra.clientId,
      authority,
      clientCapabilities,
      ...(await credential.current()),
      ...(metadata !== undefined && { authorityMetadata: metadata }),
    };
    const client = new ConfidentialClientApplication({ auth, system: { networkClient: network.client } });
    return work(client).catch((error: unknown) => {
      throw network.failure() ?? error;
    });
  };

  return async (what, work) => {
    const timed = { ...what, signal: AbortSignal.timeout(deadlineMs) };
    try {
      return await attempt(timed, work).catch((error: unknown) => {
        if (!isStaleCredential(error)) throw error;
        credential.renew();
        return attempt(timed, work);
      });
    } catch (error) {
      throw failureOf(error, { log, ...what });
    }
  };
}
