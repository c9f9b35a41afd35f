/** `createdAt` is in milliseconds since 1970. */
export type SecretVersion = {
  readonly version: string;
  readonly value: string;
  readonly createdAt: number;
};

/**
 * Key Vault or mounted files. Throws `UnavailableError` if it cannot be reached; a secret that does not exist is an
 * empty list.
 */
export interface Vault {
  /** All enabled versions of a secret, newest first. */
  versions(name: string): Promise<readonly SecretVersion[]>;
}
