import {
  Client,
  IssuerMismatchError,
  StreamableHTTPClientTransport,
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser, type Page } from '../../../src/standins/browser.ts';
import type { InjectedRefusal } from '../../../src/standins/entra/injected-refusals.ts';
import { listen, type Listening } from '../../../src/standins/listen.ts';
import { createProvider } from '../../kit/oauth/client-application.ts';
import { startPortico, type World } from '../../kit/start-portico.ts';

const STATE = '{"return":"/chat?a=1&b=2"}';

let world: World;
let loopback: Listening;
let redirectUri: string;
/** The query of each request to the client's redirect URI. */
const received: URLSearchParams[] = [];

beforeAll(async () => {
  world = await startPortico();
  loopback = await listen((request, response) => {
    received.push(new URL(request.url ?? '', redirectUri).searchParams);
    response.end('You can close this window.');
  });
  redirectUri = `${loopback.origin}/callback`;
});
afterAll(async () => {
  await loopback.close();
  await world.close();
});

/** Returns the URL that the page's button links to. */
function buttonOn({ text }: Page): string {
  const href = /<a class="button primary" href="([^"]*)"/.exec(text)?.[1] ?? '';
  return href.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

type Attempt = {
  readonly open: () => StreamableHTTPClientTransport;
  readonly transport: StreamableHTTPClientTransport;
  /** The page that Entra redirects the browser to. */
  readonly page: Page;
};

async function connect(transport: StreamableHTTPClientTransport): Promise<Client> {
  const client = new Client({ name: 'journey', version: '1' });
  await client.connect(transport);
  return client;
}

/** Starts an SDK client and signs a person in, up to the page that Entra redirects the browser to. */
async function attempt(person: string): Promise<Attempt> {
  const pages: Page[] = [];
  const { provider } = createProvider(person);
  const loopbackProvider = {
    ...provider,
    redirectUrl: redirectUri,
    clientMetadata: { ...provider.clientMetadata, redirect_uris: [redirectUri] },
    state: () => STATE,
    redirectToAuthorization: async (url: URL) => {
      const browser = createBrowser();
      const next = await browser.press(await browser.open(url.href), /^allow/i);
      const isAtEntra = !next.url.startsWith(world.origin);
      const account = new RegExp(`\\b${person.replace('.', '\\.')}\\b`, 'i');
      pages.push(isAtEntra ? await browser.press(next, account) : next);
    },
  };
  const authProvider = loopbackProvider as unknown as OAuthClientProvider;
  const open = () => new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp`), { authProvider });
  const transport = open();
  await expect(connect(transport)).rejects.toThrow(UnauthorizedError);
  const [page] = pages;
  if (page === undefined) throw new Error('the client opened no browser');
  return { open, transport, page };
}

const refusals: readonly (readonly [string, string, InjectedRefusal | undefined, RegExp])[] = [
  ['a guest', 'lena.fischer', undefined, /guest/i],
  [
    'a user whom Conditional Access blocks',
    'ana.silva',
    { place: 'authorize', error: 'interaction_required', aadsts: 53_003 },
    /Conditional Access policy blocks this sign-in/,
  ],
  [
    'a user who is not assigned to the app',
    'ana.silva',
    { place: 'code', error: 'invalid_grant', aadsts: 50_105 },
    /not assigned to this app/,
  ],
];

describe('an SDK client whose sign-in is refused', () => {
  it.each(refusals)(
    'gets the error with state and iss only when the user leaves the error page: %s',
    async (_who, person, refusal, words) => {
      if (refusal !== undefined) world.standIns.entra.control.refuse(refusal);
      const before = received.length;
      const { transport, page } = await attempt(person);
      // The browser is still on the error page: nothing has been sent to the client yet.
      expect(page.url.startsWith(`${world.origin}/callback`)).toBe(true);
      expect([400, 403]).toContain(page.status);
      expect(page.text).toMatch(words);
      expect(received).toHaveLength(before);

      await createBrowser().open(buttonOn(page));
      expect(received).toHaveLength(before + 1);
      const answer = received.at(-1) ?? new URLSearchParams();
      expect([...answer.keys()].toSorted()).toEqual(['error', 'error_description', 'iss', 'state']);
      expect(answer.get('state')).toBe(STATE);
      expect(answer.get('iss')).toBe(world.origin);
      await expect(transport.finishAuth(answer)).rejects.toMatchObject({
        code: 'access_denied',
        message: expect.stringMatching(words) as string,
      });
    },
  );

  it('does not accept the error from another issuer', async () => {
    const { transport, page } = await attempt('lena.fischer');
    const answer = new URL(buttonOn(page)).searchParams;
    answer.set('iss', 'https://evil.example');
    await expect(transport.finishAuth(answer)).rejects.toThrow(IssuerMismatchError);
  });

  it('signs in once the cause is fixed', async () => {
    world.standIns.entra.control.refuse({ place: 'code', error: 'invalid_grant', aadsts: 50_105 });
    expect((await attempt('ben.okafor')).page.status).toBe(403);
    const { open, transport, page } = await attempt('ben.okafor');
    expect(page.text).toBe('You can close this window.');
    await transport.finishAuth(received.at(-1) ?? new URLSearchParams());
    const client = await connect(open());
    expect((await client.listTools()).tools.length).toBeGreaterThan(0);
    await client.close();
  });
});
