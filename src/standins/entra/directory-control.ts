import { randomBytes, type X509Certificate } from 'node:crypto';

import { personOf, revokeAll, type Directory, type Manifest } from './entra-directory.ts';
import type { InjectedRefusals } from './injected-refusals.ts';

/** Lets tests make the changes that an administrator can make in Entra, and inject refusals. */
export type DirectoryControl = {
  /** Adds a new signing key; the previous key stays published. */
  readonly rotateKey: () => Promise<void>;
  /** Refuses the next requests to an endpoint or grant; by default, only one request. */
  readonly refuse: InjectedRefusals['add'];
  readonly stopRefusing: () => void;
  readonly disable: (alias: string) => void;
  readonly enable: (alias: string) => void;
  /** Revokes the person's refresh tokens and browser sessions. */
  readonly revokeRefreshTokens: (alias: string) => void;
  /** Replaces the Graph permissions that the tenant has consented to. */
  readonly consent: (permissions: readonly string[]) => void;
  /** Changes the app registration. Tokens that were issued earlier do not change. */
  readonly changeManifest: (change: Partial<Manifest>) => void;
  /** Creates and returns a new client secret; the previous secret is refused as expired. */
  readonly rotateSecret: () => string;
  /** Registers a certificate for the application. Its key can then sign client assertions. */
  readonly registerCertificate: (certificate: Pick<X509Certificate, 'fingerprint256' | 'publicKey'>) => void;
  readonly removeCertificate: (certificate: Pick<X509Certificate, 'fingerprint256'>) => void;
};

export function controlOf(directory: Directory): DirectoryControl {
  return {
    rotateKey: () => directory.keys.rotate(),
    refuse: directory.injected.add,
    stopRefusing: directory.injected.clear,
    disable: (alias) => {
      directory.disabled.add(personOf(directory, alias).oid);
    },
    enable: (alias) => {
      directory.disabled.delete(personOf(directory, alias).oid);
    },
    revokeRefreshTokens: (alias) => revokeAll(directory, personOf(directory, alias)),
    consent: (permissions) => {
      directory.consented = permissions;
    },
    changeManifest: (change) => {
      directory.manifest = { ...directory.manifest, ...change };
    },
    rotateSecret: () => {
      directory.expiredSecret = directory.clientSecret;
      directory.clientSecret = newSecret();
      return directory.clientSecret;
    },
    registerCertificate: ({ fingerprint256, publicKey }) => {
      directory.certificates.set(thumbprintOf(fingerprint256), publicKey);
    },
    removeCertificate: ({ fingerprint256 }) => {
      directory.certificates.delete(thumbprintOf(fingerprint256));
    },
  };
}

function thumbprintOf(fingerprint: string): string {
  return Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url');
}

/** Returns a random client secret about as long as a real one. */
export function newSecret(): string {
  return randomBytes(30).toString('base64url');
}
