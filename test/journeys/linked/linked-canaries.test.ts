import { expect, it } from 'vitest';

import { linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, startPortico, toolCall } from '../../kit/start-portico.ts';

/** Creates a browser that records every URL, cookie and page that it receives. */
function recordingBrowser() {
  const jars = new Map<string, Map<string, string>>();
  const seen: string[] = [];
  const visit = async (
    url: string,
    form?: Record<string, string>,
  ): Promise<{ url: string; text: string }> => {
    const { host, origin } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { origin, cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
      seen.push(line);
    }
    const text = await response.text();
    seen.push(url, text);
    const location = response.headers.get('location');
    return location === null ? { url, text } : visit(new URL(location, url).href);
  };
  /** Submits a page's form with all its hidden fields. */
  const submit = (page: { url: string; text: string }, fields: Record<string, string>) => {
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const values = hidden.map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]);
    const action =
      /<form method="post" action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    return visit(new URL(action, page.url).href, { ...Object.fromEntries(values), ...fields });
  };
  return { visit, submit, seen };
}

const letters = 'abcdefghijklmnopqrstuvwx';
const digits = '471108154711081547110815';

it.each([
  ['letters', (count: number) => letters + 'canary'.repeat(2) + String.fromCodePoint(97 + count).repeat(4)],
  ['digits', (count: number) => digits + String(count).padStart(8, '0')],
  ['letters and digits', (count: number) => `BQ${letters}${digits}${count}`],
])(
  'no token of a linked account appears in a response, the log, a cookie or a URL: %s',
  async (_alphabet, tokenOf) => {
    const tokens: string[] = [];
    const codes: string[] = [];
    const newToken = (kind: string): string => {
      const token = tokenOf(tokens.length + codes.length);
      (kind === 'code' ? codes : tokens).push(token);
      return token;
    };
    let later = 0;
    const now = () => Date.now() + later;
    const world = await startPortico({ LOG_LEVEL: 'debug' }, now, undefined, { spotify: { newToken }, now });
    const { accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' });
    const answers: string[] = [];
    const call = async (name: string) => {
      answers.push(await (await postMcp(world, toolCall(name), { token, query: WITH_SPOTIFY })).text());
      return answers.at(-1) ?? '';
    };
    const browser = recordingBrowser();
    const link = linkIn((await call('get_spotify_profile')).replaceAll('\\n', '\n'));
    const entra = await browser.visit(link);
    const ours = await browser.submit(entra, { person: 'ana.silva' });
    const provider = await browser.submit(ours, { decision: 'link' });
    const account = await browser.submit(provider, { account: 'ana.silva' });
    expect(account.text).toContain('Your Spotify account is linked.');
    await call('get_spotify_profile');
    later = 3_600_000;
    const renewed = await signIn({ origin: world.origin, person: 'ana.silva' });
    const again = await postMcp(world, toolCall('list_top_spotify_tracks'), {
      token: renewed.accessToken,
      query: WITH_SPOTIFY,
    });
    answers.push(await again.text());
    world.standIns.spotify!.control.api.outage('500');
    await call('get_spotify_playback');
    expect(tokens.length).toBeGreaterThanOrEqual(4);
    expect(codes).toHaveLength(1);
    const secrets = [...tokens, world.standIns.spotify!.clientSecret];
    const everywhere = [...answers, ...browser.seen, ...world.lines];
    expect(everywhere.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
    // By design, the code is returned in a URL (RFC 6749, section 4.1.2). By now the code has been redeemed, and it
    // appears nowhere else.
    const withCode = everywhere.filter((text) => text.includes(codes[0] ?? ''));
    expect(withCode.every((text) => text.startsWith(`${world.origin}/connect/spotify/callback?`))).toBe(true);
    await world.close();
  },
);
