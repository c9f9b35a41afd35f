import type { CookieJar } from '../../http/cookies.ts';
import { TRANSACTION_LIFETIME_SECONDS } from './transaction.ts';

/** `consent` cookies hold the CSRF cookie of a consent page, `signin` cookies a transaction that the person agreed to. */
export type FlowCookie = 'consent' | 'signin';

const MAX_COOKIES = 5;
const MAX_BYTES = 8_000;

/** Makes a name that sorts by time (`now` in milliseconds) and ends with the transaction's id. */
export function flowCookieName(kind: FlowCookie, id: string, now: number): string {
  return `${kind}_${now.toString(36)}_${id}`;
}

/** Finds the short name and value of a transaction's cookie. */
export function findFlowCookie(
  request: Request,
  kind: FlowCookie,
  id: string,
  cookies: CookieJar,
): { name: string; value: string } | undefined {
  for (const [name, value] of cookies.all(request, `${kind}_`)) {
    if (name.endsWith(`_${id}`)) return { name, value };
  }
  return undefined;
}

/** Gives the Set-Cookie values that add a cookie and remove the oldest ones beyond five cookies or 8 kB. */
export function addFlowCookie(
  request: Request,
  kind: FlowCookie,
  cookie: { readonly name: string; readonly value: string },
  cookies: CookieJar,
): readonly string[] {
  const open = [...cookies.all(request, `${kind}_`)].sort(([a], [b]) => (a < b ? -1 : 1));
  const sent = (name: string, value: string) => `${cookies.name(name)}=${value}; `.length;
  let bytes = open.reduce((sum, pair) => sum + sent(...pair), sent(cookie.name, cookie.value));
  let left = open.length;
  const dropped: string[] = [];
  for (const [name, value] of open) {
    if (left < MAX_COOKIES && bytes <= MAX_BYTES) break;
    dropped.push(cookies.set(name, '', 0));
    left -= 1;
    bytes -= sent(name, value);
  }
  return [...dropped, cookies.set(cookie.name, cookie.value, TRANSACTION_LIFETIME_SECONDS)];
}
