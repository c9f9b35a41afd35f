/** A version of a secret. Times are milliseconds since 1970. */
export type SecretVersion = {
  readonly version: string;
  readonly value: string;
  readonly createdAt: number;
};

/**
 * Where secrets are kept: Key Vault, or mounted files. Throws `UnavailableError` when it cannot be asked;
 * a secret that does not exist is an empty list, which is a different thing.
 */
export interface Vault {
  /** Every enabled version of a secret with its value, newest first. */
  versions(name: string): Promise<readonly SecretVersion[]>;
}
