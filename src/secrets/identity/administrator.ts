import type { TokenCredential } from '@azure/identity';

import { once } from '../../base/single-flight.ts';

/** Creates the identity of the user who is signed in with `az login`, otherwise with `azd auth login`. */
export function createAdministratorIdentity(): () => Promise<TokenCredential> {
  return once(load);
}

async function load(): Promise<TokenCredential> {
  const { AzureCliCredential, AzureDeveloperCliCredential, ChainedTokenCredential } =
    await import('./credentials/command-line-credentials.ts');
  return new ChainedTokenCredential(new AzureCliCredential(), new AzureDeveloperCliCredential());
}
