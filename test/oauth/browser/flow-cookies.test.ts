import { describe, expect, it } from 'vitest';

import { COOKIE_LIMIT_BYTES, createCookieJar } from '../../../src/http/cookies.ts';
import {
  addFlowCookie,
  findFlowCookie,
  fitsIntoFlowCookies,
  flowCookieName,
  removeFlowCookie,
} from '../../../src/oauth/browser/flow-cookies.ts';

const cookies = createCookieJar('https://mcp.contoso.example');
const id = (n: number) => String(n).padStart(22, 'x');

/**
 * Starts `count` sign-ins in a browser, `apart` milliseconds apart, and returns the cookies that the browser sends
 * afterwards.
 */
function browse(count: number, { apart, bytes }: { readonly apart: number; readonly bytes: number }) {
  const jar = new Map<string, string>();
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  for (let n = 0; n < count; n++) {
    const now = Date.parse('2026-11-21T09:00:00Z') + n * apart;
    const request = new Request('https://mcp.contoso.example/consent', { headers: { cookie: header() } });
    // Later ids sort first, so that only the time can sort the flows correctly.
    const cookie = { name: flowCookieName('signin', id(100 - n), now), value: 'v'.repeat(bytes) };
    for (const line of addFlowCookie(request, 'signin', cookie, cookies)) {
      const [pair = '', ...attributes] = line.split('; ');
      const cut = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }
  const flows = new Set([...jar.keys()].map((name) => name.split('.')[0]?.slice(-22)));
  return { header: header(), ids: [...flows] };
}

describe('the cookies of pending sign-ins', () => {
  it.each([1_000, 1])('are limited to five, and the oldest are dropped first: %i ms apart', (apart) => {
    expect(browse(8, { apart, bytes: 100 }).ids).toEqual([97, 96, 95, 94, 93].map(id));
  });

  it.each([1_500, 1_590, 2_600, 3_700, 5_000, 7_500])(
    'are limited to 8 kB including their names: %i bytes each',
    (bytes) => {
      const { header, ids } = browse(8, { apart: 1, bytes });
      expect(header.length).toBeLessThanOrEqual(8_000);
      expect(header.length + bytes + 80).toBeGreaterThan(Math.min(8_000, 5 * bytes));
      expect(ids).toEqual(Array.from({ length: ids.length }, (_, n) => id(92 + ids.length - n)));
    },
  );

  it('are all found and removed, even if one value is split across several cookies', () => {
    for (const length of [1, 3_600, 3_700, 7_000, 9_000]) {
      const name = flowCookieName('signin', id(1), 0);
      const value = Array.from({ length }, (_, n) => String(n % 10)).join('');
      expect(fitsIntoFlowCookies(name, value, cookies)).toBe(true);
      const none = new Request('https://mcp.contoso.example/consent');
      const lines = addFlowCookie(none, 'signin', { name, value }, cookies);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(COOKIE_LIMIT_BYTES);
      const pairs = lines.map((line) => line.split('; ')[0] ?? '');
      for (const cookie of [pairs.join('; '), pairs.toReversed().join('; ')]) {
        const request = new Request('https://mcp.contoso.example/callback', { headers: { cookie } });
        const found = findFlowCookie(request, 'signin', id(1), cookies);
        expect(found).toMatchObject({ name, value });
        const removed = found === undefined ? [] : removeFlowCookie(found, cookies);
        expect(removed.map((line) => line.split('=')[0])).toEqual(pairs.map((pair) => pair.split('=')[0]));
        expect(removed.every((line) => line.includes('Max-Age=0'))).toBe(true);
      }
    }
    expect(fitsIntoFlowCookies(flowCookieName('signin', id(1), 0), 'v'.repeat(11_400), cookies)).toBe(false);
  });

  const nameOf = (n: number) => flowCookieName('signin', id(n), n);
  /**
   * Returns the cookies that are removed when a cookie is added. `open` lists the existing cookies in the order in
   * which the browser sends them.
   */
  const dropped = (open: readonly number[], bytes: number) => {
    const valueFor = (n: number) => 'v'.repeat(bytes - `${cookies.name(nameOf(n))}=; `.length);
    const cookie = open.map((n) => `${cookies.name(nameOf(n))}=${valueFor(n)}`).join('; ');
    const request = new Request('https://mcp.contoso.example/consent', { headers: { cookie } });
    const added = { name: nameOf(9), value: valueFor(9) };
    const lines = addFlowCookie(request, 'signin', added, cookies);
    return lines.filter((line) => line.includes('Max-Age=0')).map((line) => line.split('=')[0]);
  };

  it('are dropped oldest first, regardless of the order in which the browser sends them', () => {
    expect(dropped([3, 1, 5, 2, 4], 100)).toEqual([cookies.name(nameOf(1))]);
    expect(dropped([5, 4, 3, 2, 1], 100)).toEqual([cookies.name(nameOf(1))]);
    expect(dropped([3, 1, 2, 4], 100)).toEqual([]);
  });

  it('can fill exactly 8 kB', () => {
    expect(dropped([1, 2, 3], 2_000)).toEqual([]);
    expect(dropped([1, 2, 3], 2_001)).toEqual([cookies.name(nameOf(1))]);
  });
});

describe('the cookie of a sign-in that is started again', () => {
  /** Returns the names that a new cookie for the first of `count` sign-ins removes, and the names that it sets. */
  const restart = (count: number, now: number) => {
    const names = Array.from({ length: count }, (_, n) => flowCookieName('signin', id(n), n));
    const cookie = names.map((name) => `${cookies.name(name)}=v`).join('; ');
    const request = new Request('https://mcp.contoso.example/consent', { headers: { cookie } });
    const added = { name: flowCookieName('signin', id(0), now), value: 'w' };
    const lines = addFlowCookie(request, 'signin', added, cookies);
    const namesOf = (some: readonly string[]) => some.map((line) => line.split('=')[0]);
    const isRemoval = (line: string) => line.includes('Max-Age=0');
    return {
      names: names.map((name) => cookies.name(name)),
      removed: namesOf(lines.filter(isRemoval)),
      added: namesOf(lines.filter((line) => !isRemoval(line))),
    };
  };

  it('takes the place of an earlier cookie, so that no other sign-in is dropped', () => {
    const { names, removed, added } = restart(5, 9);
    expect(removed).toEqual([names[0]]);
    expect(added).toEqual([cookies.name(flowCookieName('signin', id(0), 9))]);
  });

  it('replaces an earlier cookie of the same name, without removing it', () => {
    const { names, removed, added } = restart(2, 0);
    expect(removed).toEqual([]);
    expect(added).toEqual([names[0]]);
  });
});
