/** Maximum size of a cookie in bytes, including its name and attributes. */
export const COOKIE_LIMIT_BYTES = 3_800;

/** Reads and writes our cookies. They have the prefix `__Host-` and are Secure, except on a loopback http origin. */
export type CookieJar = {
  /** Returns a cookie's full name. */
  name(name: string): string;
  /** Formats a Set-Cookie value with HttpOnly, SameSite=Lax and Path=/. `maxAgeSeconds` 0 removes the cookie. */
  set(name: string, value: string, maxAgeSeconds: number): string;
  get(request: Request, name: string): string | undefined;
  /** Returns our cookies whose short name begins with `prefix`, keyed by short name. */
  all(request: Request, prefix: string): ReadonlyMap<string, string>;
};

export function createCookieJar(publicUrl: string): CookieJar {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? '__Host-portico_' : 'portico_';
  const all = (request: Request, start: string): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
      const cut = pair.indexOf('=');
      const name = pair.slice(0, cut).trim();
      if (cut > 0 && name.startsWith(prefix + start))
        found.set(name.slice(prefix.length), pair.slice(cut + 1).trim());
    }
    return found;
  };
  return {
    name: (name) => prefix + name,
    set: (name, value, maxAgeSeconds) =>
      `${prefix}${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    get: (request, name) => all(request, name).get(name),
    all,
  };
}
