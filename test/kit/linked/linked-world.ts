import { createBrowser } from '../../../src/standins/browser.ts';
import { createKeyRing } from '../../../src/secrets/key-ring.ts';
import { createSealer } from '../../../src/secrets/sealer.ts';
import { createWrappingKey } from '../../../src/secrets/wrapping-key.ts';
import { createKeyVault } from '../../../src/secrets/key-vault.ts';
import { startKeyVault, type KeyVaultStandIn } from '../../../src/standins/key-vault/start-key-vault.ts';
import {
  startSpotify,
  type SpotifyOptions,
  type SpotifyStandIn,
} from '../../../src/standins/spotify/start-spotify.ts';
import { createAuthenticatedStore } from '../../../src/state/authenticated-store.ts';
import { createMemoryStore } from '../../../src/state/memory.ts';
import type { Store } from '../../../src/state/store.ts';
import { createAccessTokens, type AccessTokens } from '../../../src/linked/access-tokens.ts';
import { configureProviders, type ConfiguredProvider } from '../../../src/linked/configured-provider.ts';
import { createLinkCipher, type LinkCipher } from '../../../src/linked/link-cipher.ts';
import { createLinks, type Links } from '../../../src/linked/link-store.ts';
import type { Owner } from '../../../src/linked/provider.ts';
import { allProviders } from '../../../src/linked/providers/all-providers.ts';
import { createTokenEndpoint, type TokenEndpoint } from '../../../src/linked/provider-tokens.ts';
import { createCachedVault } from '../../../src/secrets/cached-vault.ts';
import { logTo } from '../logs/log-to.ts';

export const LINK_ORIGIN = 'http://127.0.0.1:7071';

/** The parts of one Portico instance that linked accounts need. */
export type LinkInstance = {
  readonly links: Links;
  readonly cipher: LinkCipher;
  readonly endpoint: TokenEndpoint;
  readonly accessTokens: AccessTokens;
};

/** Spotify and Key Vault over real HTTP, and the state that the instances of one installation share. */
export type LinkedWorld = {
  readonly spotify: SpotifyStandIn;
  readonly vault: KeyVaultStandIn;
  readonly provider: ConfiguredProvider;
  /** The rows as they are stored, with encrypted tokens. */
  readonly rows: Store;
  readonly clock: { ms: number };
  readonly lines: string[];
  /** Opens an instance; a test can replace its store. */
  instance(changes?: {
    store?: (store: Store) => Store;
    pause?: (ms: number) => Promise<unknown>;
  }): LinkInstance;
  /** Links a person's account as the callback does. */
  link(instance: LinkInstance, owner: Owner, account: string): Promise<void>;
  close(): Promise<void>;
};

export async function openLinkedWorld(options: Pick<SpotifyOptions, 'newToken'> = {}): Promise<LinkedWorld> {
  const clock = { ms: Date.now() };
  const now = () => clock.ms;
  const [spotify, vault] = await Promise.all([startSpotify({ now, ...options }), startKeyVault({ now })]);
  await vault.createKey('link-key');
  vault.put('spotify-client-secret', spotify.clientSecret);
  const rows = createMemoryStore({ now });
  const identity = async () => ({
    getToken: async () => ({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 }),
  });
  const access = { url: vault.origin, identity, loopback: true };
  const { SPOTIFY_CLIENT_ID: clientId = '', SPOTIFY_URL: url } = spotify.settings;
  const config = { providers: { spotify: { clientId, url } }, publicUrl: LINK_ORIGIN };
  const provider = configureProviders(config, allProviders, () =>
    Object.keys(allProviders.spotify.scopes),
  ).get('spotify')!;
  const ring = createKeyRing({
    vault: { versions: async () => [{ version: 'one', value: 'r'.repeat(44), createdAt: 0 }] },
    name: 'seal-root',
    now,
  });
  const lines: string[] = [];
  const log = logTo((event) => void lines.push(event));
  const sealer = createSealer({ ring, issuer: LINK_ORIGIN, now });

  return {
    spotify,
    vault,
    provider,
    rows,
    clock,
    lines,
    instance: ({ store = (one: Store) => one, pause } = {}) => {
      const cipher = createLinkCipher({ wrappingKey: createWrappingKey({ access, name: 'link-key' }), now });
      const authenticated = store(createAuthenticatedStore(rows, sealer, log));
      const links = createLinks({ store: authenticated, cipher, log, now });
      const secrets = createCachedVault(createKeyVault(access), {
        now,
        ttlSeconds: 300,
        staleSeconds: 3_600,
      });
      const endpoint = createTokenEndpoint({ vault: secrets, now });
      const parts = { links, cipher, endpoint, now, ...(pause && { pause }) };
      return { links, cipher, endpoint, accessTokens: createAccessTokens(parts) };
    },
    link: async ({ links, endpoint }, owner, account) => {
      const round = { state: 'state-1', verifier: 'v'.repeat(43) };
      const browser = createBrowser();
      const page = await browser.open(await endpoint.authorizationUrl(provider, round));
      const back = await browser.press(page, new RegExp(`^${account}$`), provider.redirectUri);
      const response = new URL(back.url).searchParams;
      await links.save(owner, 'spotify', await endpoint.redeem(provider, response, round));
    },
    close: async () => {
      await Promise.all([spotify.close(), vault.close()]);
    },
  };
}

/** Makes two instances refresh the same link at the same time, once per round. Returns the tokens of each round. */
export async function refreshTogether(
  { clock, provider }: LinkedWorld,
  owner: Owner,
  [one, two]: readonly [LinkInstance, LinkInstance],
  rounds: number,
): Promise<readonly (readonly [string, string])[]> {
  const { signal } = new AbortController();
  const results: [string, string][] = [];
  for (let round = 0; round < rounds; round += 1) {
    clock.ms += 3_600_000;
    // oxlint-disable-next-line no-await-in-loop -- each round needs the link that the previous round refreshed
    const [a, b] = await Promise.all(
      [one, two].map((instance) => instance.accessTokens(owner, provider, { signal })),
    );
    results.push([a?.accessToken ?? '', b?.accessToken ?? '']);
  }
  return results;
}
