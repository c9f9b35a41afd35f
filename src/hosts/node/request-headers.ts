import type { IncomingHttpHeaders } from 'node:http';

import { createLazily } from '../../http/create-lazily.ts';

/**
 * Returns the read-only headers of a node:http request. A built-in `Headers` object is created only if a method other
 * than `get` and `has` is called, because creating one takes longer than everything else that is needed to receive a
 * request.
 */
export function requestHeaders(incoming: IncomingHttpHeaders): Headers {
  const valueOf = (name: string): string | undefined => {
    const key = name.toLowerCase();
    return Object.hasOwn(incoming, key) ? incoming[key]?.toString() : undefined;
  };
  return createLazily(
    Headers.prototype,
    {
      get: (name) => valueOf(name) ?? null,
      has: (name) => valueOf(name) !== undefined,
      set: refuseChange,
      append: refuseChange,
      delete: refuseChange,
    },
    () => new Headers(incoming as Record<string, string>),
  );
}

function refuseChange(): never {
  throw new TypeError('The headers of a request cannot be changed.');
}
