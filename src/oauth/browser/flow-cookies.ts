import { COOKIE_LIMIT_BYTES, type CookieJar } from '../../http/cookies.ts';
import { TRANSACTION_LIFETIME_SECONDS } from './transaction.ts';

/**
 * The content of a flow's cookies. `consent`: the CSRF value for a consent page. `signin`: a transaction that the user
 * has agreed to. `link`: a round trip to the provider of a linked account.
 */
export type FlowCookie = 'consent' | 'signin' | 'link';

const MAX_FLOWS = 5;
const MAX_BYTES = 8_000;
/** The maximum number of cookies for one flow. A client state of 4,000 characters needs two, rarely three. */
const MAX_PARTS = 3;
/** Separates a flow's name from the part number. Flow names do not contain this character. */
const PART_MARK = '.';

/** Returns a name that sorts by time (`now` in milliseconds) and ends with the transaction's id. */
export function flowCookieName(kind: FlowCookie, id: string, now: number): string {
  return `${kind}_${now.toString(36)}_${id}`;
}

/** A transaction's cookie as the browser sent it. A long value is split over several cookies. */
export type FoundFlowCookie = {
  readonly name: string;
  readonly value: string;
  /** The names of all cookies that hold the value. */
  readonly names: readonly string[];
};

/** Finds a transaction's cookie. */
export function findFlowCookie(
  request: Request,
  kind: FlowCookie,
  id: string,
  cookies: CookieJar,
): FoundFlowCookie | undefined {
  const flow = flowsIn(request, kind, cookies).find(({ name }) => idOf(name) === id);
  if (flow === undefined) return undefined;
  const value = flow.pairs.map(([, part]) => part).join('');
  return { name: flow.name, value, names: flow.pairs.map(([name]) => name) };
}

/** Returns the Set-Cookie values that remove a transaction's cookie. */
export function removeFlowCookie(found: FoundFlowCookie, cookies: CookieJar): readonly string[] {
  return found.names.map((name) => cookies.set(name, '', 0));
}

/** Returns whether a value fits into a flow's cookies. Browsers silently drop a cookie that is too large. */
export function fitsIntoFlowCookies(name: string, value: string, cookies: CookieJar): boolean {
  return value.length <= MAX_PARTS * roomFor(name, cookies);
}

/**
 * Returns the Set-Cookie values that add a flow's cookie, split if it is long. They also remove an earlier cookie for
 * the same transaction, and the oldest flows if there are more than five flows or more than 8 kB of cookies.
 */
export function addFlowCookie(
  request: Request,
  kind: FlowCookie,
  cookie: { readonly name: string; readonly value: string },
  cookies: CookieJar,
): readonly string[] {
  const added = split(cookie, cookies);
  const flows = flowsIn(request, kind, cookies);
  const earlier = flows.filter(({ name }) => idOf(name) === idOf(cookie.name));
  const others = flows.filter((flow) => !earlier.includes(flow));
  const dropped = [...earlier, ...oldestOverLimits(others, bytesOf(added, cookies), cookies)];
  const addedNames = new Set(added.map(([name]) => name));
  const removed = dropped.flatMap(({ pairs }) => pairs).filter(([name]) => !addedNames.has(name));
  return [
    ...removed.map(([name]) => cookies.set(name, '', 0)),
    ...added.map(([name, value]) => cookies.set(name, value, TRANSACTION_LIFETIME_SECONDS)),
  ];
}

/** The short name and the value of a cookie. */
type Pair = readonly [name: string, value: string];

/** A flow's name and its cookies, in the order of the parts of its value. */
type Flow = { readonly name: string; readonly pairs: readonly Pair[] };

/** Returns the flows of a kind that the browser has cookies for, oldest first. */
function flowsIn(request: Request, kind: FlowCookie, cookies: CookieJar): readonly Flow[] {
  const pairs = [...cookies.all(request, `${kind}_`)].sort(([a], [b]) => (a < b ? -1 : 1));
  const names = new Set(pairs.map(([name]) => flowOf(name)));
  return [...names].map((name) => ({ name, pairs: pairs.filter(([part]) => flowOf(part) === name) }));
}

/**
 * Returns the oldest flows that must be removed to make room for `addedBytes` of new cookies. `flows` is ordered from
 * oldest to newest.
 */
function oldestOverLimits(flows: readonly Flow[], addedBytes: number, cookies: CookieJar): readonly Flow[] {
  const fits = (kept: readonly Flow[]): boolean => {
    const pairs = kept.flatMap((flow) => flow.pairs);
    return kept.length < MAX_FLOWS && addedBytes + bytesOf(pairs, cookies) <= MAX_BYTES;
  };
  let count = 0;
  while (count < flows.length && !fits(flows.slice(count))) count += 1;
  return flows.slice(0, count);
}

function bytesOf(pairs: readonly Pair[], cookies: CookieJar): number {
  return pairs.reduce((sum, [name, value]) => sum + `${cookies.name(name)}=${value}; `.length, 0);
}

/** Splits a value over as many cookies as it needs. */
function split({ name, value }: { name: string; value: string }, cookies: CookieJar): readonly Pair[] {
  const room = roomFor(name, cookies);
  return partNames(name).flatMap((part, index): Pair[] => {
    const text = value.slice(index * room, (index + 1) * room);
    return text === '' ? [] : [[part, text]];
  });
}

/** Returns the names of a flow's cookies: the flow's name, and the same name with each part number appended. */
function partNames(name: string): readonly string[] {
  return Array.from({ length: MAX_PARTS }, (_, part) => (part === 0 ? name : `${name}${PART_MARK}${part}`));
}

/** Returns the id in a flow's name (see `flowCookieName`). An id can itself contain underscores. */
function idOf(name: string): string {
  return flowOf(name).split('_').slice(2).join('_');
}

function flowOf(name: string): string {
  const [flow = name] = name.split(PART_MARK);
  return flow;
}

/** Returns how many bytes of a value fit into one of the flow's cookies. */
function roomFor(name: string, cookies: CookieJar): number {
  const empty = cookies.set(`${name}${PART_MARK}1`, '', TRANSACTION_LIFETIME_SECONDS);
  return COOKIE_LIMIT_BYTES - empty.length;
}
