import type { TokenCredential } from '@azure/identity';

import type { Config } from '../config/config.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import { createCredential } from './credential.ts';
import { createExchange } from './exchange.ts';
import { createOnBehalfOf } from './on-behalf-of.ts';
import { createSignIn } from './sign-in.ts';
import type { EntraSignIn, OnBehalfOf, VerifyEntra } from './entra-types.ts';
import { createVerifier } from './verify-token.ts';

export type Entra = {
  readonly signIn: EntraSignIn;
  readonly verify: VerifyEntra;
  readonly onBehalfOf: OnBehalfOf;
  /** Resolves if Entra's keys and our credential are available. */
  ready(): Promise<void>;
};

/** Creates the Entra client. Pass the uncached vault: credentials are cached here. `now` is in milliseconds. */
export function createEntra(options: {
  readonly config: Config;
  readonly vault: Vault;
  readonly identity: () => Promise<TokenCredential>;
  readonly now: () => number;
  readonly log: Log;
  readonly telemetry?: Telemetry | undefined;
  /** Time limit for one exchange, in milliseconds; 10 s by default. */
  readonly deadlineMs?: number | undefined;
}): Entra {
  const { config, vault, identity, now, log, telemetry, deadlineMs } = options;
  const credential = createCredential({ config, vault, identity, now, log, telemetry });
  const exchange = createExchange({ config, credential, log, telemetry, deadlineMs });
  const verifier = createVerifier({ config, now, telemetry });
  return {
    signIn: createSignIn({ config, exchange, verify: verifier.verify, now, log }),
    verify: verifier.verify,
    onBehalfOf: createOnBehalfOf({ config, exchange, now }),
    ready: async () => {
      await Promise.all([verifier.ready(), credential.ready()]);
    },
  };
}
