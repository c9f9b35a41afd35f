import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  connectModern,
  connectOld,
  createProvider,
  spoilAccessToken,
} from '../../kit/oauth/client-application.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';

let world: World;
beforeAll(async () => {
  world = await startPortico();
});
afterAll(() => world.close());

const spellings = [
  '/mcp',
  '/mcp/',
  '/mcp?preset=lite',
  '/mcp/?preset=lite',
  '/mcp?toolsets=mail,calendar',
  '/mcp?toolsets=mail%2Ccalendar&readonly=1',
  '/mcp?readonly=1&preset=core',
  '/sse?preset=lite',
  '/sse/',
];

const metadataUrlIn = (response: Response) =>
  /resource_metadata="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? '';

const resourceAt = async (url: string) =>
  ((await (await fetch(url)).json()) as { resource: string }).resource;

/** Inserts the well-known path between host and path; the query stays at the end (RFC 9728, section 3.1). */
const wellKnown = (url: string) => {
  const { origin, pathname, search } = new URL(url);
  return `${origin}/.well-known/oauth-protected-resource${pathname}${search}`;
};

describe('a URL that selects tools', () => {
  it.each(spellings)('is the resource in its own metadata (RFC 9728, section 3.3): %s', async (path) => {
    const url = world.origin + path;
    const challenged = await fetch(url, { method: 'POST', body: '{}' });
    expect(challenged.status).toBe(401);
    expect(metadataUrlIn(challenged)).toBe(wellKnown(url));
    expect(await resourceAt(metadataUrlIn(challenged))).toBe(url);
  });

  it.each([
    ['/mcp?utm_source=x', '/mcp'],
    ['/mcp?utm_source=x&preset=lite&code=1', '/mcp?preset=lite'],
    ['/mcp?preset=<script>', '/mcp'],
    ['/sse?x=1', '/sse'],
  ])('appears in its metadata with only the parameters that select tools: %s', async (path, expected) => {
    const challenged = await fetch(world.origin + path, { method: 'POST', body: '{}' });
    expect(metadataUrlIn(challenged)).toBe(wellKnown(world.origin + expected));
    expect(await resourceAt(wellKnown(world.origin + path))).toBe(world.origin + expected);
  });

  it('is the resource in the metadata at the root well-known URL', async () => {
    const root = `${world.origin}/.well-known/oauth-protected-resource`;
    expect(await resourceAt(root)).toBe(`${world.origin}/mcp`);
    expect(await resourceAt(`${root}?preset=lite`)).toBe(`${world.origin}/mcp?preset=lite`);
  });
});

/** Creates a provider that, like some clients, rejects a resource that differs from the URL. */
function createStrictProvider(person: string) {
  const { provider, landed, kept } = createProvider(person);
  const sent: (string | null)[] = [];
  const strict = {
    ...provider,
    validateResourceURL: async (server: string | URL, resource?: string) => {
      if (resource !== String(server)) throw new Error(`${resource} is not ${String(server)}`);
      return new URL(resource);
    },
    redirectToAuthorization: async (url: URL) => {
      sent.push(url.searchParams.get('resource'));
      await provider.redirectToAuthorization(url);
    },
  };
  return { provider: strict, landed, kept, sent };
}

describe('a strict client at a URL that selects tools', () => {
  it.each(spellings)('signs in, lists tools and refreshes, with SDK v2: %s', async (path) => {
    const application = createStrictProvider('ana.silva');
    const options = { versionNegotiation: { mode: 'auto' as const } };
    const client = await connectModern(world.origin + path, application, options);
    expect(application.sent).toEqual([world.origin + path]);
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    spoilAccessToken(application.kept);
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    await client.close();
  });

  it.each(spellings)('signs in, lists tools and refreshes, with SDK v1: %s', async (path) => {
    const application = createStrictProvider('ben.okafor');
    const client = await connectOld(world.origin + path, application);
    expect(application.sent).toEqual([world.origin + path]);
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    spoilAccessToken(application.kept);
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    await client.close();
  });
});
