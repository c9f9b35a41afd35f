import type { SecretVersion, Vault } from '../../src/secrets/vault.ts';

/** A vault whose content the test sets, and which counts its reads. */
export type FakeVault = Vault & {
  content: SecretVersion[];
  /** Every read throws this while it is set. */
  failure: Error | undefined;
  asked: number;
};

/** Returns the same versions for every name. */
export function fakeVault(...content: SecretVersion[]): FakeVault {
  const vault: FakeVault = {
    content,
    failure: undefined,
    asked: 0,
    versions: async () => {
      vault.asked += 1;
      await Promise.resolve();
      if (vault.failure !== undefined) throw vault.failure;
      return vault.content.toSorted((a, b) => b.createdAt - a.createdAt);
    },
  };
  return vault;
}

/** A version with a root of 32 bytes that depend on its name. */
export function rootVersion(version: string, createdAt: number): SecretVersion {
  return { version, value: Buffer.alloc(32, version).toString('base64'), createdAt };
}
