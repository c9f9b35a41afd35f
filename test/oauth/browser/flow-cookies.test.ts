import { describe, expect, it } from 'vitest';

import { createCookieJar } from '../../../src/http/cookies.ts';
import { addFlowCookie, flowCookieName } from '../../../src/oauth/browser/flow-cookies.ts';

const cookies = createCookieJar('https://mcp.contoso.example');
const id = (n: number) => String(n).padStart(22, 'x');

/** A browser that starts `count` sign-ins, `apart` milliseconds from one another. Gives the cookies that it sends then. */
function browse(count: number, { apart, bytes }: { readonly apart: number; readonly bytes: number }) {
  const jar = new Map<string, string>();
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  for (let n = 0; n < count; n++) {
    const now = Date.parse('2026-11-21T09:00:00Z') + n * apart;
    const request = new Request('https://mcp.contoso.example/consent', { headers: { cookie: header() } });
    // Later ids sort first, so that only the time can put them in order.
    const cookie = { name: flowCookieName('signin', id(100 - n), now), value: 'v'.repeat(bytes) };
    for (const line of addFlowCookie(request, 'signin', cookie, cookies)) {
      const [pair = '', ...attributes] = line.split('; ');
      const cut = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), pair.slice(cut + 1));
    }
  }
  return { header: header(), ids: [...jar.keys()].map((name) => name.slice(-22)) };
}

describe('the cookies of pending sign-ins', () => {
  it.each([1_000, 1])('are at most five, oldest dropped first, %i ms apart', (apart) => {
    expect(browse(8, { apart, bytes: 100 }).ids).toEqual([97, 96, 95, 94, 93].map(id));
  });

  it.each([1_500, 1_590, 2_600, 3_700])('take at most 8 kB including names, %i bytes each', (bytes) => {
    const { header, ids } = browse(8, { apart: 1, bytes });
    expect(header.length).toBeLessThanOrEqual(8_000);
    expect(header.length + bytes + 80).toBeGreaterThan(Math.min(8_000, 5 * bytes));
    expect(ids).toEqual(Array.from({ length: ids.length }, (_, n) => id(92 + ids.length - n)));
  });

  const nameOf = (n: number) => flowCookieName('signin', id(n), n);
  /** The cookies that are removed when one is added; `open` is the order in which the browser sends the others. */
  const dropped = (open: readonly number[], bytes: number) => {
    const valueFor = (n: number) => 'v'.repeat(bytes - `${cookies.name(nameOf(n))}=; `.length);
    const cookie = open.map((n) => `${cookies.name(nameOf(n))}=${valueFor(n)}`).join('; ');
    const request = new Request('https://mcp.contoso.example/consent', { headers: { cookie } });
    const added = { name: nameOf(9), value: valueFor(9) };
    const lines = addFlowCookie(request, 'signin', added, cookies);
    return lines.filter((line) => line.includes('Max-Age=0')).map((line) => line.split('=')[0]);
  };

  it('are dropped oldest first in any order that the browser sends them', () => {
    expect(dropped([3, 1, 5, 2, 4], 100)).toEqual([cookies.name(nameOf(1))]);
    expect(dropped([5, 4, 3, 2, 1], 100)).toEqual([cookies.name(nameOf(1))]);
    expect(dropped([3, 1, 2, 4], 100)).toEqual([]);
  });

  it('may fill exactly 8 kB', () => {
    expect(dropped([1, 2, 3], 2_000)).toEqual([]);
    expect(dropped([1, 2, 3], 2_001)).toEqual([cookies.name(nameOf(1))]);
  });
});
