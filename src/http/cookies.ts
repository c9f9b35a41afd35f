/** The most that one cookie of ours may take, name and attributes included, in bytes. */
export const COOKIE_LIMIT_BYTES = 3_800;

/** How our cookies are named and marked: `__Host-` and Secure over https, plain on a loopback http origin. */
export type CookieJar = {
  /** The full name of a cookie of ours. */
  name(name: string): string;
  /** A Set-Cookie value: HttpOnly, SameSite=Lax, for the whole origin; `maxAgeSeconds` 0 removes it. */
  set(name: string, value: string, maxAgeSeconds: number): string;
  /** The value of one of our cookies. */
  get(request: Request, name: string): string | undefined;
  /** Every cookie of ours whose short name begins with `prefix`, short names. */
  all(request: Request, prefix: string): ReadonlyMap<string, string>;
};

/** The cookies for a public origin. */
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
