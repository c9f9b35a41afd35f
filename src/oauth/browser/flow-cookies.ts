import type { CookieJar } from '../../http/cookies.ts';
import { TRANSACTION_LIFETIME_SECONDS } from './transaction.ts';

/** What a cookie of the sign-in flow holds: the proof of a consent page, or a transaction that was agreed to. */
export type FlowCookie = 'consent' | 'signin';

const MOST_OPEN = 5;
const MOST_BYTES = 8_000;

/** A name that sorts by time (`now` in milliseconds) and ends in the transaction's id. */
export function flowCookieName(kind: FlowCookie, id: string, now: number): string {
  return `${kind}_${now.toString(36)}_${id}`;
}

/** The short name and value of a transaction's cookie, where this browser has it. */
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

/** The Set-Cookie values that add a cookie of the flow and drop the oldest ones beyond five or 8 kB. */
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
    if (left < MOST_OPEN && bytes <= MOST_BYTES) break;
    dropped.push(cookies.set(name, '', 0));
    left -= 1;
    bytes -= sent(name, value);
  }
  return [...dropped, cookies.set(cookie.name, cookie.value, TRANSACTION_LIFETIME_SECONDS)];
}
