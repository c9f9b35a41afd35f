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

/** The app's credential. Throws `UnavailableError`, or `HttpError` 503 with a sentence for the operator. */
export type Credential = {
  current(): Promise<ClientAuthentication>;
  /** Call when Entra refused the credential: drops the cached one. */
  renew(): void;
  /** Resolves if there is a credential. */
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
/** A new version is used within ten minutes, and the last one for up to a day while the vault is down. */
const cacheTimes = { ttlSeconds: 600, staleSeconds: 86_400 };

export function createCredential(options: Options): Credential {
  const vault = createCachedVault(options.vault, { now: options.now, ...cacheTimes });
  const newest = async (name: string): Promise<string> => {
    const [version] = await vault.versions(name);
    if (version !== undefined) return version.value;
    throw new HttpError(
      503,
      `The secret ${name} has no enabled version: create it, or change ENTRA_CREDENTIAL.`,
    );
  };
  const fromVault = (name: string, read: (value: string) => ClientAuthentication): Credential => {
    const current = async () => read(await newest(name));
    return { current, renew: () => vault.forget(name), ready: async () => void (await current()) };
  };
  const kinds: Record<Config['entra']['credential'], () => Credential> = {
    secret: () => fromVault('entra-client-secret', (clientSecret) => ({ clientSecret })),
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

/** The assertion of a federated credential is a token of the managed identity for Entra's token exchange. */
function requestAssertion({ config, identity, telemetry }: Options): Promise<string> {
  return callUpstream(
    {
      dependency: 'the managed identity',
      name: 'assertion of the managed identity',
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

/** Key Vault stores certificate, chain and key as one PEM if the content type is application/x-pem-file. */
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
      'The secret entra-client-certificate is not a PEM with a certificate and its RSA key: import the certificate with content type application/x-pem-file.',
    );
  }
}
