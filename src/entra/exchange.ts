import type { ConfidentialClientApplication } from '@azure/msal-node';

import type { Config } from '../config/config.ts';
import type { Log, Origin, Telemetry } from '../telemetry/telemetry-types.ts';
import { ANY_ORGANISATION, endpointsOf } from './authority.ts';
import type { Credential, CredentialVersion } from './credential.ts';
import { createExplain } from './causes/explain.ts';
import { failureOf, isStaleCredential } from './entra-failure.ts';
import { createNetwork } from './network.ts';

/** Runs one exchange with Entra in a new client application, and maps errors. */
export type Exchange = <T>(
  what: {
    /** The tenant whose authority is used. */
    readonly tid: string;
    /** For telemetry. */
    readonly name: string;
    readonly origin?: Origin | undefined;
    /** If set, missing consent is reported as `ConsentRequiredError`. */
    readonly adminConsentUrl?: string;
  },
  work: (client: ConfidentialClientApplication) => Promise<T>,
) => Promise<T>;

/** Declares that we handle claims challenges, so that Graph can send them (continuous access evaluation). */
const clientCapabilities = ['CP1'];

type Options = {
  readonly config: Config;
  readonly credential: Credential;
  readonly log: Log;
  readonly telemetry?: Telemetry | undefined;
  /** Time limit for one exchange, in milliseconds; 10 s by default. */
  readonly deadlineMs?: number | undefined;
};

/**
 * Runs exchanges with msal-node. The library is loaded on first use. Each exchange has its own client application,
 * because the cache of a shared application gets slower with every user. If Entra refuses the credential, it may have
 * been rotated: the credential is read again, and the exchange is retried once with another version.
 */
export function createExchange({
  config,
  credential,
  log,
  telemetry,
  deadlineMs = 10_000,
}: Options): Exchange {
  const explain = createExplain(config);
  /** Help links are tenant-specific. The user's tenant is unknown before sign-in, so use the home tenant. */
  const tenantForLinks = (tid: string) => (tid === ANY_ORGANISATION ? config.entra.tenantId : tid);
  const attempt = async <T>(
    {
      tid,
      name,
      origin,
      signal,
    }: { tid: string; name: string; origin?: Origin | undefined; signal: AbortSignal },
    { authentication }: CredentialVersion,
    work: (client: ConfidentialClientApplication) => Promise<T>,
  ): Promise<T> => {
    const { ConfidentialClientApplication } = await import('./msal.ts');
    const { authority, metadata } = endpointsOf(config, tid);
    const network = createNetwork({
      signal,
      name,
      origin,
      telemetry,
      explain: (details) => explain(details, tenantForLinks(tid)),
    });
    const auth = {
      clientId: config.entra.clientId,
      authority,
      clientCapabilities,
      ...authentication,
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
      const version = await credential.current();
      return await attempt(timed, version, work).catch(async (error: unknown) => {
        if (!isStaleCredential(error)) throw error;
        version.refuse();
        return attempt(timed, await credential.current(), work);
      });
    } catch (error) {
      throw failureOf(error, { log, explain, ...what, tid: tenantForLinks(what.tid) });
    }
  };
}
