import { createPrivateKey, X509Certificate } from 'node:crypto';

import type { TokenCredential } from '@azure/identity';
import type { Configuration } from '@azure/msal-node';

import { ageOf } from '../base/clock/age.ts';
import type { Config } from '../config/config.ts';
import { HttpError } from '../errors.ts';
import { createCachedVault } from '../secrets/cached-vault.ts';
import type { SecretVersion, Vault } from '../secrets/vault.ts';
import type { Log, Telemetry } from '../telemetry/telemetry-types.ts';
import { callUpstream } from '../telemetry/upstream-call.ts';

export type ClientAuthentication = Pick<
  Configuration['auth'],
  'clientSecret' | 'clientAssertion' | 'clientCertificate'
>;

/** One version of the app's credential. */
export type CredentialVersion = {
  readonly authentication: ClientAuthentication;
  /** Call this when Entra has refused this version. The next exchange will read the credential again. */
  readonly refuse: () => void;
};

/** The app's credential. Its methods throw `UnavailableError`, or `HttpError` 503 with a message for the operator. */
export type Credential = {
  /**
   * Returns the newest version that Entra has not refused recently. If Entra has refused all versions, returns the
   * newest.
   */
  current(): Promise<CredentialVersion>;
  /** Resolves if a credential is available. */
  ready(): Promise<void>;
};

type Options = {
  readonly config: Config;
  readonly vault: Vault;
  readonly identity: () => Promise<TokenCredential>;
  readonly now: () => number;
  readonly log: Pick<Log, 'warn'>;
  readonly telemetry?: Telemetry | undefined;
};

const IDENTITY_DEADLINE_MS = 5_000;
/**
 * A new version of a credential takes effect within ten minutes. If the vault is down, the last known version is used
 * for up to a day.
 */
const cacheTimes = { ttlSeconds: 600, staleSeconds: 86_400 };
/**
 * How long a version that Entra has refused is avoided if another version exists. Key Vault renews certificates
 * automatically, and Entra refuses the new version until somebody uploads it to the app registration.
 */
const REFUSED_MS = 10 * 60_000;

const FIX =
  'Add this version to the app registration. Until then, Portico uses another version, which must not be removed.';

export function createCredential(options: Options): Credential {
  const { now, log } = options;
  const vault = createCachedVault(options.vault, { now, ...cacheTimes });
  const refusedAt = new Map<string, number>();
  const isUsable = ({ version }: SecretVersion): boolean =>
    ageOf(refusedAt.get(version) ?? -Infinity, now()) >= REFUSED_MS;

  const fromVault = (name: string, read: (value: string) => ClientAuthentication): Credential => {
    const current = async (): Promise<CredentialVersion> => {
      const versions = await vault.versions(name);
      const { version, value } = versions.find(isUsable) ?? versions[0] ?? throwMissing(name);
      const refuse = () => {
        refusedAt.set(version, now());
        vault.forget(name);
        if (versions.some(isUsable)) log.warn('entra_credential_refused', { name, version, fix: FIX });
      };
      return { authentication: read(value), refuse };
    };
    return { current, ready: async () => void (await current()) };
  };
  const kinds: Record<Config['entra']['credential'], () => Credential> = {
    secret: () => fromVault('entra-client-secret', (value) => ({ clientSecret: readSecret(value) })),
    certificate: () =>
      fromVault('entra-client-certificate', (pem) => ({ clientCertificate: readCertificate(pem) })),
    federated: () => ({
      current: async () => ({
        authentication: { clientAssertion: () => requestAssertion(options) },
        refuse: () => {},
      }),
      ready: async () => void (await requestAssertion(options)),
    }),
  };
  return kinds[options.config.entra.credential]();
}

function throwMissing(name: string): never {
  throw new HttpError(
    503,
    `The secret ${name} has no enabled version: create one, or change ENTRA_CREDENTIAL.`,
  );
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
