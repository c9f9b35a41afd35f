import { Client, StreamableHTTPClientTransport, type ElicitResult } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UrlElicitationRequiredError } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { confirmationIn } from '../../kit/demo-tenant.ts';
import { linkAccount, linkIn, openLink, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let later = 0;
let world: World;
beforeAll(async () => {
  world = await startPortico(
    { RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' },
    () => Date.now() + later,
    undefined,
    { spotify: true, now: () => Date.now() + later },
  );
});
beforeEach(() => {
  later = 0;
});
afterAll(() => world.close());

const tokenOf = async (person: string) => (await signIn({ origin: world.origin, person })).accessToken;
const call = async (token: string, name: string, args: Record<string, unknown> = {}) =>
  resultOf(await postMcp(world, toolCall(name, args), { token, query: WITH_SPOTIFY }));
const spotify = () => world.standIns.spotify!;
/** Unlinks the account and confirms the preview. */
const unlink = async (token: string) => {
  const { text } = await call(token, 'unlink_spotify');
  await call(token, 'unlink_spotify', { confirmation: confirmationIn(text) });
};

describe('a call without a linked account', () => {
  it('returns the link, and succeeds once the user has linked the account', async () => {
    const token = await tokenOf('ana.silva');
    const asked = await call(token, 'get_spotify_profile');
    expect(asked).toMatchObject({ isError: false });
    expect(asked.text).toContain('Nothing has been done yet. Your Spotify account is not linked yet.');
    const link = linkIn(asked.text);
    expect(link.startsWith(`${world.origin}/connect/spotify?e=`)).toBe(true);
    const page = await linkAccount(link, { person: 'ana.silva', account: 'ana.silva' });
    expect([page.status, page.url]).toEqual([200, `${world.origin}/account?done=linked&provider=spotify`]);
    expect(page.text).toContain('Your Spotify account is linked.');
    const { text } = await call(token, 'get_spotify_profile');
    expect(text).toContain('Spotify account: Ana Silva (id ana.silva)');
    expect(text).toContain('does not show the country and plan to apps in development mode');
    await unlink(token);
  });

  it('returns the link before it previews a change', async () => {
    const token = await tokenOf('ana.silva');
    const { text } = await call(token, 'add_spotify_tracks', { playlist: 'Focus', uris: ['a', 'b'] });
    expect(linkIn(text)).not.toBe('');
    expect(text).not.toContain('confirmation=');
  });

  it('returns a link that refuses any other user, before and after they sign in', async () => {
    const ana = await tokenOf('ana.silva');
    const link = linkIn((await call(ana, 'get_spotify_profile')).text);
    const browser = createBrowser();
    for (let time = 0; time < 2; time += 1) {
      const page = await openLink(link, 'ben.okafor', browser);
      expect(page.status).toBe(403);
      expect(page.text).toContain('This link belongs to somebody else');
      expect(page.text).not.toContain('<form');
    }
    expect(linkIn((await call(ana, 'get_spotify_profile')).text)).not.toBe('');
    expect(linkIn((await call(await tokenOf('ben.okafor'), 'get_spotify_profile')).text)).not.toBe('');
  });

  it('returns a link that works only once', async () => {
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    const [first, second] = [createBrowser(), createBrowser()];
    const waiting = await second.press(await openLink(link, 'ana.silva', second), /^link$/);
    await linkAccount(link, { person: 'ana.silva', account: 'ana.silva', browser: first });
    const late = await second.press(waiting, /^dana\.levi$/);
    expect([late.status, late.text.includes('It has already been used')]).toEqual([410, true]);
    expect((await openLink(link, 'ana.silva')).status).toBe(410);
    expect((await call(token, 'get_spotify_profile')).text).toContain('Ana Silva');
    await unlink(token);
  });

  it('returns a link that expires after ten minutes', async () => {
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    const browser = createBrowser();
    const waiting = await browser.press(await openLink(link, 'ana.silva', browser), /^link$/);
    later = 600_000;
    const late = await browser.press(waiting, /^ana\.silva$/);
    expect([late.status, late.text.includes('no longer valid')]).toEqual([404, true]);
    expect((await openLink(link, 'ana.silva')).status).toBe(404);
  });

  it("returns a link that links nothing if the user cancels on the provider's page", async () => {
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    const browser = createBrowser();
    const provider = await browser.press(await openLink(link, 'ana.silva', browser), /^link$/);
    expect((await browser.press(provider, /^cancel$/i)).text).toContain('Nothing was linked');
    expect((await linkAccount(link, { person: 'ana.silva', account: 'ana.silva', browser })).status).toBe(
      200,
    );
    await unlink(token);
  });

  it('returns a link whose page reports a Key Vault outage and works when it is reloaded', async () => {
    const own = await startPortico({}, Date.now, undefined, { spotify: true });
    const { accessToken: token } = await signIn({ origin: own.origin, person: 'ana.silva' });
    const ask = async () =>
      resultOf(await postMcp(own, toolCall('get_spotify_profile'), { token, query: WITH_SPOTIFY }));
    const browser = createBrowser();
    const waiting = await browser.press(
      await openLink(linkIn((await ask()).text), 'ana.silva', browser),
      /^link$/,
    );
    own.standIns.keyVault.control.outage('503');
    const callback = `${own.origin}/connect/spotify/callback`;
    const back = await browser.press(waiting, /^ana\.silva$/, callback);
    const failed = await browser.open(back.url);
    expect([failed.status, failed.text.includes('Key Vault cannot be reached')]).toEqual([503, true]);
    own.standIns.keyVault.control.outage('none');
    expect((await browser.open(back.url)).text).toContain('Your Spotify account is linked.');
    expect((await ask()).text).toContain('Ana Silva');
    await own.close();
  });
});

describe('a linked account', () => {
  it('is used only for its owner', async () => {
    const [ana, ben] = [await tokenOf('ana.silva'), await tokenOf('ben.okafor')];
    const link = linkIn((await call(ana, 'get_spotify_profile')).text);
    await linkAccount(link, { person: 'ana.silva', account: 'ana.silva' });
    expect((await call(ana, 'get_spotify_profile')).text).toContain('Ana Silva');
    expect(linkIn((await call(ben, 'get_spotify_profile')).text)).not.toBe('');
    await unlink(ana);
    expect(linkIn((await call(ana, 'get_spotify_profile')).text)).not.toBe('');
  });

  it('can be removed on the account page', async () => {
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    const browser = createBrowser();
    const page = await linkAccount(link, { person: 'ana.silva', account: 'ana.silva', browser });
    const done = await browser.press(page, /^unlink$/i);
    expect(done.text).toContain('The link was removed. Your apps can no longer use your Spotify account.');
    expect(done.text).not.toContain('Unlink');
    expect(linkIn((await call(token, 'get_spotify_profile')).text)).not.toBe('');
  });

  it("has to be linked again if the user has removed Portico's access at the provider", async () => {
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    await linkAccount(link, { person: 'ana.silva', account: 'ana.silva' });
    spotify().control.revoke('ana.silva');
    const { text } = await call(token, 'get_spotify_profile');
    expect(text).toContain('Spotify has ended the link to your account');
    expect(linkIn(text)).not.toBe('');
  });
});

describe('an SDK client on revision 2026-07-28 with URL elicitation', () => {
  const connect = async (answer: (url: string) => Promise<ElicitResult>) => {
    const token = await tokenOf('dana.levi');
    const shown: { url?: string; message: string }[] = [];
    const client = new Client(
      { name: 'test', version: '1' },
      { capabilities: { elicitation: { url: {} } }, versionNegotiation: { mode: 'auto' } },
    );
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      const { url = '', message } = params as { url?: string; message: string };
      shown.push({ url, message });
      return answer(url);
    });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${world.origin}/mcp${WITH_SPOTIFY}`), { requestInit }),
    );
    const profile = async () => {
      const { content, isError } = await client.callTool({ name: 'get_spotify_profile', arguments: {} });
      return { text: JSON.stringify(content), isError: isError === true };
    };
    return { token, shown, profile, close: () => client.close() };
  };

  it('opens the page for its user, and its call succeeds once the account is linked', async () => {
    const { token, shown, profile, close } = await connect(async (url) => {
      await linkAccount(url, { person: 'dana.levi', account: 'dana.levi' });
      return { action: 'accept' };
    });
    expect((await profile()).text).toContain('Dana Levi');
    expect(shown).toHaveLength(1);
    expect(shown[0]?.message).toContain('Open this page to link it.');
    await unlink(token);
    await close();
  });

  it('is told to wait if its user has not finished, and is not asked repeatedly', async () => {
    const { shown, profile, close } = await connect(async () => ({ action: 'accept' }));
    const { text, isError } = await profile();
    expect([isError, shown.length]).toEqual([false, 1]);
    expect(linkIn(text.replaceAll('\\n', '\n'))).toBe(shown[0]?.url);
    await close();
  });

  it('is told that its user has declined', async () => {
    const { profile, close } = await connect(async () => ({ action: 'decline' }));
    expect(await profile()).toMatchObject({
      isError: true,
      text: expect.stringContaining('does not want to link'),
    });
    await close();
  });
});

it('an SDK client on revision 2025-11-25 gets the link as text, and the call succeeds afterwards', async () => {
  const token = await tokenOf('emil.larsen');
  const client = new OldClient({ name: 'old', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new OldTransport(new URL(`${world.origin}/mcp${WITH_SPOTIFY}`), { requestInit }));
  const profile = async () =>
    JSON.stringify((await client.callTool({ name: 'get_spotify_profile', arguments: {} })).content);
  const link = linkIn((await profile()).replaceAll('\\n', '\n'));
  await linkAccount(link, { person: 'emil.larsen', account: 'emil.larsen' });
  expect(await profile()).toContain('Emil Larsen');
  await unlink(token);
  await client.close();
});

describe('an SDK client on revision 2025-11-25 with URL elicitation', () => {
  it('gets an error with the URL, and the call succeeds afterwards', async () => {
    const token = await tokenOf('emil.larsen');
    const client = new OldClient(
      { name: 'old', version: '1' },
      { capabilities: { elicitation: { form: {}, url: {} } } },
    );
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    const transport = new OldTransport(new URL(`${world.origin}/mcp${WITH_SPOTIFY}`), { requestInit });
    await client.connect(transport);
    expect(transport.sessionId).toMatch(/^opens-pages-[\w-]{22}$/);
    const profile = () => client.callTool({ name: 'get_spotify_profile', arguments: {} });
    const error = await profile().catch((thrown: unknown) => thrown);
    if (!(error instanceof UrlElicitationRequiredError)) throw error;
    expect(error.elicitations).toHaveLength(1);
    const { url, message } = error.elicitations[0]!;
    expect([linkIn(url), linkIn(error.message)]).toEqual([url, url]);
    expect(message).toBe('Your Spotify account is not linked yet. Open this page to link it.');
    await linkAccount(url, { person: 'emil.larsen', account: 'emil.larsen' });
    expect(JSON.stringify(await profile())).toContain('Emil Larsen');
    await unlink(token);
    await transport.terminateSession();
    await client.close();
  });
});

describe('the audit trail', () => {
  it('contains an event for each account linked or unlinked, but never the link itself', async () => {
    const from = world.lines.length;
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    await linkAccount(link, { person: 'ana.silva', account: 'ana.silva' });
    await unlink(token);
    const lines = world.lines.slice(from).join('');
    expect(lines).toContain('"operation":"link"');
    expect(lines).toContain('"tool":"unlink_spotify"');
    expect(lines).not.toContain(link.split('?e=')[1]);
  });

  it('contains the outcome of a change that failed because the provider had ended the link', async () => {
    const token = await tokenOf('ana.silva');
    const link = linkIn((await call(token, 'get_spotify_profile')).text);
    await linkAccount(link, { person: 'ana.silva', account: 'ana.silva' });
    spotify().control.revoke('ana.silva');
    const from = world.lines.length;
    const { text } = await call(token, 'pause_spotify_playback');
    expect(text).toContain('Nothing has been done yet. Spotify has ended the link to your account');
    const events = world.lines
      .slice(from)
      .map((line) => (JSON.parse(line) as { audit?: { phase: string; outcome?: string } }).audit)
      .filter((event) => event !== undefined);
    expect(events.map(({ phase, outcome }) => [phase, outcome])).toEqual([
      ['intent', undefined],
      ['outcome', 'failure'],
    ]);
  });
});
