/** `createdAt` is in milliseconds since 1970. */
export type SecretVersion = {
  readonly version: string;
  readonly value: string;
  readonly createdAt: number;
};

/**
 * Key Vault or mounted files. Throws `UnavailableError` if the vault cannot be reached; returns an empty list if the
 * secret does not exist.
 */
export interface Vault {
  /** Returns all enabled versions of a secret, newest first. */
  versions(name: string): Promise<readonly SecretVersion[]>;
}
