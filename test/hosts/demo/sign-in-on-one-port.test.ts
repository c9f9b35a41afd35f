import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  metadataOnOnePort,
  needsOnePort,
  withSignInPages,
} from '../../../src/hosts/demo/sign-in-on-one-port.ts';
import type { RequestContext } from '../../../src/http/request-context.ts';
import { startStandIns, type StandIns } from '../../../src/standins/start.ts';
import { demoTenant } from '../../../src/standins/tenant/people.ts';

const publicUrl = 'http://localhost:7071';
const context: RequestContext = {
  requestId: 'request',
  address: '127.0.0.1',
  traceparent: undefined,
  signal: AbortSignal.timeout(10_000),
};

let standIns: StandIns;
beforeAll(async () => {
  standIns = await startStandIns();
});
afterAll(() => standIns.close());

const ask = (path: string, init: RequestInit = {}) =>
  withSignInPages(async () => new Response('Portico'), standIns)(
    new Request(publicUrl + path, init),
    context,
  );

describe('the demo in a container', () => {
  it.each([
    [undefined, false],
    ['127.0.0.1', false],
    ['localhost', false],
    ['0.0.0.0', true],
    ['172.17.0.2', true],
  ])('serves the sign-in pages on its own port if HOST is %s: %s', (host, expected) => {
    expect(needsOnePort(host)).toBe(expected);
  });

  it("uses Portico's origin only for the addresses that browsers open", () => {
    const before = JSON.parse(standIns.entra.metadata) as Record<string, string>;
    const after = JSON.parse(metadataOnOnePort(standIns.entra.metadata, publicUrl)) as Record<string, string>;
    const moved = Object.keys(before).filter((name) => String(after[name]) !== String(before[name]));
    expect(moved.toSorted()).toEqual(['authorization_endpoint', 'end_session_endpoint']);
    for (const name of moved) expect(after[name]).toMatch(/^http:\/\/localhost:7071\//);
  });

  it("serves Entra's error page for an invalid request, and clears Entra's session cookie on sign-out", async () => {
    const refused = await ask(`/${demoTenant.id}/oauth2/v2.0/authorize?client_id=x`);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('AADSTS700016')]);
    const left = await ask(`/${demoTenant.id}/oauth2/v2.0/logout`, { method: 'POST', body: '' });
    expect(left.headers.getSetCookie()).toEqual([expect.stringContaining('Max-Age=0')]);
  });

  it.each(['/', '/mcp', `/${demoTenant.id}/oauth2/v2.0/token`, `/${demoTenant.id}/discovery/v2.0/keys`])(
    'lets Portico handle %s',
    async (path) => {
      const response = await ask(path);
      expect(await response.text()).toBe('Portico');
    },
  );
});
