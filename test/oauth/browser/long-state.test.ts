import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { COOKIE_LIMIT_BYTES } from '../../../src/http/cookies.ts';
import { goToEntra, locationOf, openBrowser, registerClient } from '../flow.ts';
import { kubernetesObjects } from '../../deploy/documents.ts';
import { createWorld, secondInstance } from '../../kit/oauth/oauth-world.ts';

const LENGTH = 4_000;
const json = JSON.stringify({
  cid: 'a'.repeat(36),
  token: randomBytes(600).toString('hex'),
  'x y': ['"', '\\'],
});
const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, n) => 32 + n));

const states: readonly (readonly [string, string])[] = [
  ['random base64url characters', randomBytes(3_000).toString('base64url').slice(0, LENGTH)],
  ['random hexadecimal digits', randomBytes(2_000).toString('hex')],
  ['random printable characters', [...randomBytes(LENGTH)].map((byte) => printable[byte % 95]).join('')],
  ['JSON', json.repeat(4).slice(0, LENGTH)],
  ['JSON in base64', Buffer.from(json.repeat(3)).toString('base64').slice(0, LENGTH)],
  ['quotation marks', '"'.repeat(LENGTH)],
  ['semicolons, commas and spaces', '; ,='.repeat(LENGTH / 4)],
  ['one repeated character', 'x'],
];

/** Gives consent in a browser and returns the cookies that the browser received. */
async function atEntra(
  state: string,
  { world = createWorld(), browser = openBrowser(), path = 'callback' } = {},
) {
  const redirectUri = `http://127.0.0.1:33418/${path}`;
  const client = await registerClient(world, { redirect_uris: [redirectUri], client_name: 'n'.repeat(60) });
  const different = { state, redirect_uri: redirectUri };
  const { agreed, back } = await goToEntra(world, { client, different, browser });
  return { world, browser, agreed, lines: agreed.headers.getSetCookie(), back };
}

/** Returns the size of a response's head on the wire, in bytes. */
function headLength({ headers }: Response): number {
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.byteLength(['HTTP/1.1 302 Found\r\n', ...lines, '\r\n'].join(''));
}

/** Returns the size in bytes of the longest response head that the ingress in `deploy/kubernetes` forwards. */
function ingressHeadLimit(): number {
  const annotations = kubernetesObjects().get('Ingress')?.['metadata'].annotations ?? {};
  const size = String(annotations['nginx.ingress.kubernetes.io/proxy-buffer-size'] ?? '4k');
  return Number(size.replace('k', '')) * 1_024;
}

describe('a state of 4,000 characters', () => {
  it.each(states)('is returned unchanged if it consists of %s', async (_what, state) => {
    const { lines, back, browser } = await atEntra(state);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(COOKIE_LIMIT_BYTES);
    const header = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect(header.length).toBeLessThanOrEqual(8_000);
    const location = locationOf(await back());
    expect(location.searchParams.get('state')).toBe(state);
    expect(location.searchParams.get('code')).toHaveLength(43);
    expect(browser.cookies.size).toBe(0);
  });

  it.each(states)(
    'is returned to a redirect URI of 500 characters if it consists of %s',
    async (_what, state) => {
      const { back } = await atEntra(state, { path: 'r'.repeat(470) });
      expect(locationOf(await back()).searchParams.get('state')).toBe(state);
    },
  );

  it.each(states)(
    'fits into the response heads that the Kubernetes ingress forwards if it consists of %s',
    async (_what, state) => {
      const { agreed, back } = await atEntra(state, { path: 'r'.repeat(470) });
      // 1 kB is left for the headers that proxies add.
      const limit = ingressHeadLimit() - 1_024;
      expect(headLength(agreed)).toBeLessThanOrEqual(limit);
      expect(headLength(await back())).toBeLessThanOrEqual(limit);
    },
  );

  it('can be returned by another instance', async () => {
    const state = randomBytes(3_000).toString('base64url');
    const { back, world } = await atEntra(state);
    expect(locationOf(await back({}, { at: secondInstance(world) })).searchParams.get('state')).toBe(state);
  });

  it('makes the browser drop older sign-ins with a long state, but not those with a short state', async () => {
    const world = createWorld();
    const browser = openBrowser();
    const long = () => randomBytes(3_000).toString('base64url');
    const first = await atEntra(long(), { world, browser });
    world.shared.clock.ms += 1_000;
    const short = await atEntra('short', { world, browser });
    world.shared.clock.ms += 1_000;
    const last = await atEntra(long(), { world, browser });
    expect((await first.back()).status).toBe(400);
    expect((await last.back()).status).toBe(302);
    expect((await short.back()).status).toBe(302);
  });

  it('is refused if one of its cookies is missing or comes from another sign-in', async () => {
    const one = await atEntra(randomBytes(3_000).toString('base64url'));
    const two = await atEntra(randomBytes(3_000).toString('base64url'), { world: one.world });
    const part = [...one.browser.cookies.keys()].find((name) => name.endsWith('.1')) ?? '';
    const foreign = [...two.browser.cookies].find(([name]) => name.endsWith('.1'))?.[1] ?? '';
    const own = one.browser.cookies.get(part) ?? '';
    expect(own).not.toBe('');
    one.browser.cookies.set(part, foreign);
    expect((await one.back()).status).toBe(400);
    one.browser.cookies.delete(part);
    expect((await one.back()).status).toBe(400);
    one.browser.cookies.set(part, own);
    expect((await one.back()).status).toBe(302);
  });
});

describe('a state of any length', () => {
  it.each([
    ['compressed if that makes it shorter', 'x'.repeat(100), 'deflatedState'],
    ['kept as it is if not', 'short', 'clientState'],
  ])('is %s', async (_how, state, member) => {
    const { world, browser } = await atEntra(state);
    const sealed = [...browser.cookies.values()].join('');
    const kept = Object.keys(await world.sealer.open('transaction', sealed));
    expect(kept.filter((name) => name.endsWith('State'))).toEqual([member]);
  });
});
