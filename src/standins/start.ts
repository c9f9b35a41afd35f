import { randomBytes } from 'node:crypto';

import { startEntra, type EntraStandIn } from './entra/start-entra.ts';
import { startGraph, type GraphStandIn } from './graph/start-graph.ts';
import { startKeyVault, type KeyVaultStandIn } from './key-vault/start-key-vault.ts';
import {
  startManagedIdentity,
  type ManagedIdentityStandIn,
} from './managed-identity/start-managed-identity.ts';
import { startSpotify, type SpotifyOptions, type SpotifyStandIn } from './spotify/start-spotify.ts';
import { demoTenant, type Person } from './tenant/people.ts';
import type { TenantSource } from './tenant/tenant.ts';

/** The running stand-ins and the settings that make a host use them. */
export type StandIns = {
  readonly entra: EntraStandIn;
  readonly identity: ManagedIdentityStandIn;
  readonly keyVault: KeyVaultStandIn;
  readonly graph: GraphStandIn;
  /** Present if Spotify was requested. */
  readonly spotify: SpotifyStandIn | undefined;
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

export type StandInOptions = {
  /** Whether to start Spotify too, and how Spotify creates tokens. */
  readonly spotify?: boolean | Pick<SpotifyOptions, 'newToken'>;
  /** The first of four consecutive ports, or five with Spotify. By default, any free ports are used. */
  readonly firstPort?: number;
  /** Default: the demo company. */
  readonly source?: TenantSource;
  /** The people in the demo company, by default the demo people. */
  readonly people?: readonly Person[];
  /** The clock of Entra and Graph in milliseconds. Default: the real time. */
  readonly now?: () => number;
  /** Called for each stand-in once it is listening. */
  readonly onStart?: (name: string, origin: string) => void;
};

/** Starts Entra, the managed identity, Key Vault with a new seal root, Microsoft Graph and, if requested, Spotify. */
export async function startStandIns(options: StandInOptions = {}): Promise<StandIns> {
  const { firstPort, onStart = () => {}, source, now = Date.now } = options;
  // A clock with a fixed start returns the start only on its first call. Keep that value, because Graph's data depends
  // on it.
  const startedAt = now();
  const company = source?.company ?? demoTenant;
  const people = source?.people ?? options.people;
  const port = (index: number) => (firstPort === undefined ? {} : { port: firstPort + index });
  const entra = await startEntra({ ...port(0), company, now, ...(people && { people }) });
  onStart('Entra', entra.origin);
  const identity = await startManagedIdentity({
    ...port(1),
    entraNow: now,
    tenantId: company.id,
    signAssertion: (claims) => entra.sign(claims),
  });
  onStart('Managed identity', identity.origin);
  const keyVault = await startKeyVault({ ...port(2), tenantId: company.id });
  keyVault.put('seal-root', randomBytes(64).toString('base64'));
  keyVault.put('entra-client-secret', entra.clientSecret);
  onStart('Key Vault', keyVault.origin);
  const graph = await startGraph({
    ...port(3),
    ...(source && { source }),
    ...(options.people && { people: options.people }),
    now: () => new Date(now()),
    startedAt: new Date(startedAt),
    verifyToken: entra.verifyGraphToken,
  });
  onStart('Microsoft Graph', graph.origin);
  const spotify = await addSpotify(keyVault, options, { ...port(4), now, ...(people && { people }) });
  const all = [entra, identity, keyVault, graph, spotify].filter((standIn) => standIn !== undefined);
  return {
    entra,
    identity,
    keyVault,
    graph,
    spotify,
    settings: {
      ENTRA_TENANT_ID: company.id,
      ENTRA_CLIENT_ID: demoTenant.clientId,
      ENTRA_AUTHORITY_METADATA: entra.metadata,
      AZURE_CLIENT_ID: demoTenant.identityClientId,
      IDENTITY_ENDPOINT: identity.endpoint,
      IDENTITY_HEADER: identity.header,
      KEY_VAULT_URL: keyVault.origin,
      GRAPH_URL: graph.origin,
      ALLOW_LOOPBACK_UPSTREAMS: 'true',
      ...spotify?.settings,
      // The demo runs without internet access, so client metadata documents cannot be fetched.
      CIMD: 'off',
    },
    close: async () => {
      await Promise.all(all.map((standIn) => standIn.close()));
    },
  };
}

/**
 * Starts Spotify if it is requested, and adds to Key Vault the secrets and keys that Portico needs for linked accounts.
 */
async function addSpotify(
  keyVault: KeyVaultStandIn,
  { spotify: isWanted = false, onStart }: StandInOptions,
  options: SpotifyOptions,
): Promise<SpotifyStandIn | undefined> {
  if (isWanted === false) return undefined;
  const spotify = await startSpotify({ ...options, ...(isWanted !== true && isWanted) });
  keyVault.put('spotify-client-secret', spotify.clientSecret);
  await keyVault.createKey('link-key');
  onStart?.('Spotify', spotify.origin);
  return spotify;
}
