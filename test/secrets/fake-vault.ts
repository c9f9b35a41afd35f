import type { SecretVersion, Vault } from '../../src/secrets/vault.ts';

/** A vault that counts its reads and whose content the test sets. */
export type FakeVault = Vault & {
  content: SecretVersion[];
  /** Every read throws this error while it is set. */
  failure: Error | undefined;
  reads: number;
};

/** Creates a vault that returns the same versions for every secret name. */
export function fakeVault(...content: SecretVersion[]): FakeVault {
  const vault: FakeVault = {
    content,
    failure: undefined,
    reads: 0,
    versions: async () => {
      vault.reads += 1;
      await Promise.resolve();
      if (vault.failure !== undefined) throw vault.failure;
      return vault.content.toSorted((a, b) => b.createdAt - a.createdAt);
    },
  };
  return vault;
}

/** Returns a version with a root of 32 bytes that is derived from the version's name. */
export function rootVersion(version: string, createdAt: number): SecretVersion {
  return { version, value: Buffer.alloc(32, version).toString('base64'), createdAt };
}
