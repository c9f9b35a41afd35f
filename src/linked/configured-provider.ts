import type { Config } from '../config/config.ts';
import { providerNames, type ProviderName } from '../config/provider-names.ts';
import type { Provider } from './provider.ts';

/** An enabled provider. */
export type ConfiguredProvider = Provider & {
  readonly clientId: string;
  readonly redirectUri: string;
  /** The scopes that the enabled tools need. No authorization request asks for more scopes. */
  readonly wantedScopes: readonly string[];
  /** Whether the provider is a stand-in, for which plain http is allowed. */
  readonly isStandIn: boolean;
};

export type ConfiguredProviders = ReadonlyMap<string, ConfiguredProvider>;

/** Returns the enabled providers by name. `scopesOf` returns the scopes that a provider's enabled tools need. */
export function configureProviders(
  { providers, publicUrl }: Pick<Config, 'providers' | 'publicUrl'>,
  all: Readonly<Record<string, Provider>>,
  scopesOf: (name: ProviderName) => readonly string[],
): ConfiguredProviders {
  const configured = providerNames.flatMap((name) => {
    const settings = providers[name];
    const provider = all[name];
    if (settings === undefined || provider === undefined) return [];
    const { clientId, url } = settings;
    const redirectUri = `${publicUrl}/connect/${name}/callback`;
    const parts = { clientId, redirectUri, wantedScopes: scopesOf(name), isStandIn: url !== undefined };
    return [{ ...(url === undefined ? provider : movedTo(provider, new URL(url).origin)), ...parts }];
  });
  return new Map(configured.map((provider) => [provider.name, provider]));
}

/** Replaces the origin of each of a provider's URLs and keeps the paths. */
function movedTo(provider: Provider, origin: string): Provider {
  const move = (url: string): string => origin + new URL(url).pathname;
  const { revocationEndpoint } = provider;
  return {
    ...provider,
    issuer: origin,
    authorizationEndpoint: move(provider.authorizationEndpoint),
    tokenEndpoint: move(provider.tokenEndpoint),
    api: move(provider.api),
    ...(revocationEndpoint !== undefined && { revocationEndpoint: move(revocationEndpoint) }),
  };
}
