import { createCachedVault } from '../secrets/cached-vault.ts';
import type { Sealer } from '../secrets/seal.ts';
import type { Vault } from '../secrets/vault.ts';
import type { WrappingKey } from '../secrets/wrapping-key.ts';
import type { Store } from '../state/store.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import { createAccessTokens } from './access-tokens.ts';
import type { ConfiguredProviders } from './configured-provider.ts';
import { createLinkCipher } from './link-cipher.ts';
import { createLinkRequests, type LinkRequests } from './link-requests.ts';
import { createLinks, type Links, type LinkTokens } from './link-store.ts';
import type { Owner } from './provider.ts';
import { createProviderApi, tokenWith, type ProviderApi } from './provider-api.ts';
import type { ProviderUse } from './provider-request.ts';
import { createTokenEndpoint, type Round } from './provider-tokens.ts';

/** The third-party accounts that users have linked. */
export type LinkedAccounts = {
  /** The enabled providers. */
  readonly providers: ConfiguredProviders;
  readonly requests: LinkRequests;
  readonly list: Links['list'];
  readonly api: ProviderApi;
  /** Throws `LinkNeededError` if the user has no link with these scopes. */
  require(use: Pick<ProviderUse, 'owner' | 'provider' | 'scopes' | 'signal'>): Promise<void>;
  /** Returns the provider's URL that the browser is sent to. */
  authorizationUrl(provider: string, round: Round): Promise<string>;
  /** Makes sure that `finish` does not need Key Vault again. */
  prepare(): Promise<void>;
  /** Redeems the provider's response and stores the link. Throws `GrantRefusedError` if there is nothing to redeem. */
  finish(owner: Owner, provider: string, response: URLSearchParams, round: Round): Promise<void>;
  /** Removes a link, and revokes it if the provider supports that. Returns false if there was no link. */
  unlink(owner: Owner, provider: string): Promise<boolean>;
};

export type LinkedAccountsDependencies = {
  readonly providers: ConfiguredProviders;
  readonly wrappingKey: WrappingKey;
  readonly vault: Vault;
  readonly sealer: Sealer;
  readonly store: Store;
  readonly publicUrl: string;
  readonly telemetry: Telemetry;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
};

/**
 * How long a client secret is used before it is read from the vault again, and the maximum time that it is used while
 * the vault is down.
 */
const SECRET_CACHE = { ttlSeconds: 300, staleSeconds: 24 * 3_600 };

export function createLinkedAccounts(dependencies: LinkedAccountsDependencies): LinkedAccounts {
  const { providers, wrappingKey, sealer, store, publicUrl, telemetry, log, now } = dependencies;
  const vault = createCachedVault(dependencies.vault, { now, ...SECRET_CACHE });
  const cipher = createLinkCipher({ wrappingKey, now });
  const links = createLinks({ store, cipher, log, now });
  const endpoint = createTokenEndpoint({ vault, now });
  const accessTokens = createAccessTokens({ links, cipher, endpoint, now });

  const providerNamed = (name: string) => {
    const provider = providers.get(name);
    if (provider === undefined) throw new RangeError(`${name} is not an enabled provider.`);
    return provider;
  };

  /**
   * Revokes the tokens at the provider. A failure is only logged, because unlinking must succeed even if the provider
   * does not respond.
   */
  const revoke = async (name: string, tokens: LinkTokens): Promise<void> => {
    try {
      await endpoint.revoke(providerNamed(name), tokens);
    } catch {
      log.warn('link_not_revoked', { provider: name });
    }
  };

  return {
    providers,
    requests: createLinkRequests({ sealer, store, publicUrl, now }),
    list: async (owner) => (providers.size === 0 ? [] : links.list(owner)),
    api: createProviderApi({ accessTokens, telemetry, now }),
    require: async (use) => void (await tokenWith(accessTokens, use)),
    authorizationUrl: (name, round) => endpoint.authorizationUrl(providerNamed(name), round),
    prepare: () => cipher.prepare(),
    finish: async (owner, name, response, round) => {
      // Prepare the cipher before the code is redeemed, because the tokens must not be lost if Key Vault is down.
      await cipher.prepare();
      await links.save(owner, name, await endpoint.redeem(providerNamed(name), response, round));
    },
    unlink: async (owner, name) => {
      // A link that cannot be opened is removed anyway.
      const link = await links.find(owner, name).catch(() => undefined);
      const isRemoved = await links.remove(owner, name);
      if (isRemoved && link !== undefined) await revoke(name, link.tokens);
      return isRemoved;
    },
  };
}
