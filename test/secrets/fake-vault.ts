import type { SecretVersion, Vault } from '../../src/secrets/vault.ts';

/** A vault whose content a test writes by hand, and which counts how often it was asked. */
export type FakeVault = Vault & {
  content: SecretVersion[];
  /** Thrown at every question while it is set. */
  failure: Error | undefined;
  asked: number;
};

/** A fake vault that holds the same versions under every name. */
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

/** A version of a root: 32 bytes that depend on its name. */
export function rootVersion(version: string, createdAt: number): SecretVersion {
  return { version, value: Buffer.alloc(32, version).toString('base64'), createdAt };
}
