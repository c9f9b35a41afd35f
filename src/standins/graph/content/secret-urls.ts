import { setBounded } from '../../bounded.ts';
import { bytes } from '../../tenant/ids.ts';
import type { Tenant } from '../../tenant/tenant.ts';

/**
 * Values served at URLs that need no token, because the URLs cannot be guessed. The oldest values are dropped when
 * there are too many.
 */
export type SecretUrls<Value> = {
  /** Stores a value and returns its URL. */
  readonly add: (value: Value) => string;
  /** Finds the value at a path. */
  readonly get: (pathname: string) => Value | undefined;
  readonly remove: (url: string) => void;
};

/** Creates a store of values with URLs of the form `/<folder>/<id>` on the content origin. */
export function createSecretUrls<Value>(
  tenant: Tenant,
  origin: () => string,
  folder: string,
  limit: number,
): SecretUrls<Value> {
  const values = new Map<string, Value>();
  const pattern = new RegExp(`^/${folder}/([\\w-]+)$`);
  const idIn = (pathname: string) => pattern.exec(pathname)?.[1] ?? '';
  return {
    add: (value) => {
      const id = bytes(tenant.serial(folder), 24).toString('base64url');
      setBounded(values, id, value, limit);
      return `${origin()}/${folder}/${id}`;
    },
    get: (pathname) => values.get(idIn(pathname)),
    remove: (url) => void values.delete(idIn(new URL(url).pathname)),
  };
}
