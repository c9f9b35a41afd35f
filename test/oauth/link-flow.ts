import { configureProviders } from '../../src/linked/configured-provider.ts';
import { createLinkedAccounts } from '../../src/linked/linked-accounts.ts';
import { allProviders } from '../../src/linked/providers/all-providers.ts';
import { createBrowser } from '../../src/standins/browser.ts';
import type { SpotifyStandIn } from '../../src/standins/spotify/start-spotify.ts';
import { silentTelemetry } from '../../src/telemetry/silent.ts';
import { createWorld, ORIGIN, TENANT, type World } from '../kit/oauth/oauth-world.ts';
import { LINK_ORIGIN } from '../kit/linked/linked-world.ts';
import { connect, connectCallback } from './endpoints.ts';
import { formPost, locationOf, openOwnPage, proofIn, type TestBrowser } from './flow.ts';
import { personNamed } from '../kit/people/named-people.ts';

export type ProviderSettings = {
  readonly url: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly scopes?: readonly string[];
  /** The origin of the redirect URI. The stand-in for Spotify accepts only loopback. */
  readonly redirectOrigin?: string;
};

/** Creates an installation where users can link their Spotify accounts. */
export function createLinkingWorld({
  url,
  clientId = 'app-1',
  clientSecret = 'secret',
  scopes = ['user-top-read'],
  redirectOrigin = ORIGIN,
}: ProviderSettings): World {
  const opened = createWorld();
  const config = { providers: { spotify: { clientId, url } }, publicUrl: redirectOrigin };
  const linked = createLinkedAccounts({
    ...opened,
    telemetry: silentTelemetry,
    publicUrl: ORIGIN,
    providers: configureProviders(config, allProviders, () => scopes),
    wrappingKey: {
      newestVersion: async () => 'one',
      wrap: async () => ({ version: 'one', wrapped: 'wrapped' }),
      unwrap: async () => new Uint8Array(32),
    },
    vault: { versions: async () => [{ version: 'one', value: clientSecret, createdAt: 0 }] },
  });
  return { ...opened, linked };
}

/** Creates an installation whose users can link their accounts at this stand-in. */
export function createWorldWith({ settings, clientSecret }: SpotifyStandIn): World {
  const { SPOTIFY_CLIENT_ID: clientId = '', SPOTIFY_URL: url = '' } = settings;
  return createLinkingWorld({ url, clientId, clientSecret, redirectOrigin: LINK_ORIGIN });
}

export const ownerNamed = (alias: string) => ({ tid: TENANT, oid: personNamed(alias).oid });

/** Returns the URL where a person can link a Spotify account. */
export async function linkFor(world: World, alias: string): Promise<string> {
  const { requests } = world.linked;
  return requests.urlOf('spotify', await requests.create(ownerNamed(alias), 'spotify'));
}

/** Opens a link in a browser that is not signed in yet, and signs in as the stand-in's next user. */
export function openSignedIn(browser: TestBrowser, url: string, world: World): Promise<Response> {
  return openOwnPage(browser, connect, { url, world });
}

/** Opens a link, signs in and presses Continue. Returns the URL at the provider. */
export async function continueToProvider(browser: TestBrowser, url: string, world: World): Promise<URL> {
  const proof = proofIn(await (await openSignedIn(browser, url, world)).text());
  const form = formPost(url.slice(ORIGIN.length), { proof, decision: 'link' }, { origin: ORIGIN });
  return locationOf(await browser.send(connect, form, world));
}

/** Agrees at the provider as Ana. Returns the URL that the provider redirects to. */
export async function agree(provider: URL): Promise<string> {
  const visitor = createBrowser();
  const page = await visitor.open(provider.href);
  const { url } = await visitor.press(page, /^ana\.silva$/, LINK_ORIGIN);
  return `${ORIGIN}/connect/spotify/callback${new URL(url).search}`;
}

/** Links Ana's account, and leaves her signed in. */
export async function linkAna(browser: TestBrowser, world: World): Promise<void> {
  const url = await agree(await continueToProvider(browser, await linkFor(world, 'ana.silva'), world));
  await browser.send(connectCallback, new Request(url), world);
}
