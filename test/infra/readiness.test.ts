import { describe, expect, it } from 'vitest';

import { createClock } from './azure/clock.ts';
import { script } from './scripts.ts';

type Wait = (context: object) => Promise<void>;
const { waitUntilReady } = await script<{ waitUntilReady: Wait }>('scripts/azd/report/readiness.js');

/** Waits for an app behind a gateway that sends this response. Returns the URLs that were requested. */
async function wait(respond: () => Response) {
  const { now, sleep } = createClock();
  const asked: string[] = [];
  await waitUntilReady({
    env: { GATEWAY_ADDRESSES: '203.0.113.7/32', PORTICO_URL: 'https://mcp.contoso.com' },
    fetch: (url: string) => {
      asked.push(url);
      return Promise.resolve(respond());
    },
    print: () => undefined,
    now,
    sleep,
  });
  return asked;
}

describe('a URL behind a gateway', () => {
  it('is ready if Portico reports that it is ready', async () => {
    expect(await wait(() => Response.json({ status: 'ready', problems: [] }))).toEqual([
      'https://mcp.contoso.com/readyz',
    ]);
  });

  it.each([
    { page: 'a page from another server', respond: () => new Response('<h1>Parked</h1>') },
    { page: 'another JSON document', respond: () => Response.json({ status: 'ok' }) },
  ])('is not ready if it serves $page with status 200', async ({ respond }) => {
    await expect(wait(respond)).rejects.toThrow(/not ready \(it responds with status 200\.\)/);
  });
});
