import { createPrivateKey, X509Certificate } from 'node:crypto';

import type { TokenCredential } from '@azure/identity';
import type { Configuration } from '@azure/msal-node';

import type { Config } from '../config/config.ts';
import { HttpError } from '../errors.ts';
import { createCachedVault } from '../secrets/cached-vault.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream } from '../telemetry/upstream-call.ts';

export type ClientAuthentication = Pick<
  Configuration['auth'],
  'clientSecret' | 'clientAssertion' | 'clientCertificate'
>;

/** The app's credential. Its methods throw `UnavailableError`, or `HttpError` 503 with a message for the operator. */
export type Credential = {
  current(): Promise<ClientAuthentication>;
  /** Drops the cached credential. Call this when Entra has refused it. */
  renew(): void;
  /** Resolves if a credential is available. */
  ready(): Promise<void>;
};

type Options = {
  readonly config: Config;
  readonly vault: Vault;
  readonly identity: () => Promise<TokenCredential>;
  readonly now: () => number;
  readonly telemetry?: Telemetry | undefined;
};

const IDENTITY_DEADLINE_MS = 5_000;
/**
 * A new version of a credential takes effect within ten minutes. If the vault is down, the last known version is used
 * for up to a day.
 */
const cacheTimes = { ttlSeconds: 600, staleSeconds: 86_400 };

export function createCredential(options: Options): Credential {
  const vault = createCachedVault(options.vault, { now: options.now, ...cacheTimes });
  const newest = async (name: string): Promise<string> => {
    const [version] = await vault.versions(name);
    if (version !== undefined) return version.value;
    throw new HttpError(
      503,
      `The secret ${name} has no enabled version: create one, or change ENTRA_CREDENTIAL.`,
    );
  };
  const fromVault = (name: string, read: (value: string) => ClientAuthentication): Credential => {
    const current = async () => read(await newest(name));
    return { current, renew: () => vault.forget(name), ready: async () => void (await current()) };
  };
  const kinds: Record<Config['entra']['credential'], () => Credential> = {
    secret: () => fromVault('entra-client-secret', (value) => ({ clientSecret: readSecret(value) })),
    certificate: () =>
      fromVault('entra-client-certificate', (pem) => ({ clientCertificate: readCertificate(pem) })),
    federated: () => ({
      current: async () => ({ clientAssertion: () => requestAssertion(options) }),
      renew: () => {},
      ready: async () => void (await requestAssertion(options)),
    }),
  };
  return kinds[options.config.entra.credential]();
}

/** Requests the assertion for a federated credential: a managed identity token for Entra's token exchange. */
function requestAssertion({ config, identity, telemetry }: Options): Promise<string> {
  return callUpstream(
    {
      dependency: 'the managed identity',
      name: 'managed identity assertion',
      deadlineMs: IDENTITY_DEADLINE_MS,
      telemetry,
    },
    async (abortSignal) => {
      const scope = `${config.cloud.tokenExchangeAudience}/.default`;
      const token = await (await identity()).getToken(scope, { abortSignal });
      if (token === null) throw new Error('the identity returned no token');
      return token.token;
    },
  );
}

/** Removes the line break at the end of a text file. */
function readSecret(value: string): string {
  const secret = value.trim();
  if (secret !== '') return secret;
  throw new HttpError(
    503,
    'The secret entra-client-secret is empty: store the value (not the id) of a client secret of the app registration.',
  );
}

/**
 * Parses the certificate. With the content type application/x-pem-file, Key Vault stores the certificate, chain and key
 * in one PEM.
 */
function readCertificate(pem: string): NonNullable<ClientAuthentication['clientCertificate']> {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'rsa') throw new TypeError('Entra requires an RSA key');
    return {
      thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', ''),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      x5c: pem,
    };
  } catch {
    throw new HttpError(
      503,
      'The secret entra-client-certificate must be a PEM with a certificate and its RSA key: import the certificate with the content type application/x-pem-file.',
    );
  }
}
