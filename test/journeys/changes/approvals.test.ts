import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createBrowser, type Browser, type Page } from '../../../src/standins/browser.ts';
import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

let later = 0;
let world: World;
let ana: string;
beforeAll(async () => {
  world = await startPortico(
    { EXTERNAL_SEND: 'approve', RATE_LIMIT_PER_PERSON: '0', RATE_LIMIT_PER_ADDRESS: '0' },
    () => Date.now() + later,
  );
  ana = await tokenOf('ana.silva');
});
afterAll(() => world.close());

const tokenOf = async (person: string) => (await signIn({ origin: world.origin, person })).accessToken;

let count = 0;
const mail = () => ({ to: ['bob@fabrikam.example'], subject: `Offer ${(count += 1)}`, body: 'Hello <Bob>' });
const call = async (args: object, token = ana) =>
  resultOf(await postMcp(world, toolCall('send_mail', { ...args }), { token }));
const linkIn = (text: string) => /http\S+\/approve\/[\w-]{30}/.exec(text)?.[0] ?? '';
const sendRequests = () => world.standIns.graph.log.filter(({ path }) => path.endsWith('/sendMail')).length;

/** Makes the first call, and returns what the model needs to continue. */
const ask = async (args: object, token = ana) => {
  const { text } = await call(args, token);
  return { text, link: linkIn(text), confirmation: confirmationIn(text) };
};
const openAs = async (person: string, link: string, browser = createBrowser()): Promise<Page> =>
  browser.press(await browser.open(link), new RegExp(person));
const decide = async (link: string, button: RegExp, browser: Browser = createBrowser()): Promise<Page> =>
  browser.press(await openAs('ana.silva', link, browser), button);

/** Submits a page's form, with changed fields or headers. */
const post = (page: Page, cookie: string, change: { fields?: object; headers?: object } = {}) => {
  const proof = /name="proof" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  return fetch(page.url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      origin: world.origin,
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      ...change.headers,
    },
    body: new URLSearchParams({ proof, decision: 'approve', ...change.fields }).toString(),
  });
};

describe('mail to an external recipient under EXTERNAL_SEND=approve', () => {
  it('is sent once after the user has approved it on the page', async () => {
    const args = mail();
    const before = sendRequests();
    const { text, link, confirmation } = await ask(args);
    expect(text).toContain('Nothing has been done yet. send_mail would:');
    expect(link.startsWith(`${world.origin}/approve/`)).toBe(true);
    const page = await openAs('ana.silva', link);
    expect(page.status).toBe(200);
    for (const words of ['Send mail', 'bob@fabrikam.example', args.subject, 'Hello &lt;Bob&gt;'])
      expect(page.text).toContain(words);
    expect(sendRequests()).toBe(before);
    expect((await decide(link, /^approve$/)).text).toContain('<h1>Approved</h1>');
    expect(sendRequests()).toBe(before);
    expect((await call({ ...args, confirmation })).text).toContain('Handed to Exchange');
    expect(sendRequests()).toBe(before + 1);
    const again = await call({ ...args, confirmation });
    expect(again.text).toContain('The confirmation was not accepted: it has already been used.');
    expect(linkIn(again.text)).not.toBe(link);
    expect(sendRequests()).toBe(before + 1);
    expect((await openAs('ana.silva', link)).text).toContain('Already used');
  });

  it('is not sent before the user has approved it, and the link stays the same', async () => {
    const args = mail();
    const before = sendRequests();
    const { link, confirmation } = await ask(args);
    const early = await call({ ...args, confirmation });
    expect(early.text).toContain('the user has not approved it yet');
    expect([linkIn(early.text), confirmationIn(early.text)]).toEqual([link, confirmation]);
    expect(sendRequests()).toBe(before);
  });

  it('is not sent after the user has rejected it, and a repeated call requests no second approval', async () => {
    const args = mail();
    const before = sendRequests();
    const { link, confirmation } = await ask(args);
    expect((await decide(link, /^reject$/)).text).toContain('<h1>Rejected</h1>');
    for (const given of [{ ...args, confirmation }, args]) {
      const { text, isError } = await call(given);
      expect([isError, linkIn(text)]).toEqual([true, '']);
      expect(text).toContain('The user rejected this action.');
    }
    later += 601_000;
    const { text } = await call(args, await tokenOf('ana.silva'));
    later = 0;
    expect(linkIn(text)).not.toBe('');
    expect(sendRequests()).toBe(before);
  });

  it.each<[string, (args: ReturnType<typeof mail>) => object, string]>([
    ['other recipients', (args) => ({ ...args, to: ['eve@evil.example'] }), 'the tool or its arguments'],
    ['a different text', (args) => ({ ...args, body: 'Hello!' }), 'the tool or its arguments'],
    ['a blind copy', (args) => ({ ...args, bcc: ['eve@evil.example'] }), 'which have changed since'],
  ])('is not sent with %s if only the original was approved', async (_what, change, differing) => {
    const args = mail();
    const before = sendRequests();
    const { link, confirmation } = await ask(args);
    await decide(link, /^approve$/);
    const { text } = await call({ ...change(args), confirmation });
    expect(text).toContain('The confirmation was not accepted: it was issued for a different call');
    expect(text).toContain(differing);
    expect(sendRequests()).toBe(before);
    expect((await call({ ...args, confirmation })).text).toContain('Handed to Exchange');
  });

  it('is not sent with an approval from another user or another sign-in', async () => {
    const args = mail();
    const before = sendRequests();
    const { link, confirmation } = await ask(args);
    await decide(link, /^approve$/);
    for (const token of [await tokenOf('ben.okafor'), await tokenOf('ana.silva')]) {
      const { text } = await call({ ...args, confirmation }, token);
      expect(text).toContain('(different: the user or the client)');
    }
    expect(sendRequests()).toBe(before);
  });

  it('is not sent more than ten minutes after the approval', async () => {
    const args = mail();
    const { link, confirmation } = await ask(args);
    await decide(link, /^approve$/);
    later += 601_000;
    const { text } = await call({ ...args, confirmation });
    later = 0;
    expect(text).toContain('it has expired or was not issued by this server');
  });

  it.each(['', 'yes', 'A'.repeat(30), 'A'.repeat(64)])(
    'is not sent with the confirmation %j',
    async (confirmation) => {
      const { text } = await call({ ...mail(), confirmation });
      expect(text).toContain('Nothing has been done yet.');
      expect(linkIn(text)).not.toBe('');
    },
  );

  it('needs an approval, unlike mail within the organisation', async () => {
    const { text } = await call({ ...mail(), to: ['ben.okafor@contoso.example'] });
    expect(text).toContain('Handed to Exchange');
  });

  it('leaves nothing readable in the store, and no link or confirmation in the log', async () => {
    const { confirmation } = await ask(mail());
    const lines = world.lines.join('\n');
    expect(lines).toContain('"effect":"approve"');
    for (const secret of [confirmation, 'Hello <Bob>', 'bob@fabrikam.example'])
      expect(lines).not.toContain(secret);
  });
});

describe('the approval page', () => {
  it('shows another user only that the request belongs to somebody else', async () => {
    const args = mail();
    const { link, confirmation } = await ask(args);
    const page = await openAs('ben.okafor', link);
    expect(page.status).toBe(403);
    expect(page.text).toContain('This request belongs to somebody else');
    for (const secret of [args.subject, 'bob@', 'ana.silva', 'Send mail', '<form'])
      expect(page.text).not.toContain(secret);
    expect((await call({ ...args, confirmation })).text).toContain('the user has not approved it yet');
  });

  it('does not reveal before sign-in whether a request exists', async () => {
    const { link } = await ask(mail());
    const strange = `${world.origin}/approve/${'A'.repeat(30)}`;
    const [known, unknown] = await Promise.all(
      [link, strange].map((url) => fetch(url, { redirect: 'manual' })),
    );
    expect([known?.status, unknown?.status]).toEqual([302, 302]);
    const text = await (await fetch(`${world.origin}/approve/short`, { redirect: 'manual' })).text();
    expect(text).toContain('This request is no longer open');
    expect((await openAs('ana.silva', strange)).text).toContain('This request is no longer open');
  });

  it('explains that a request has expired', async () => {
    const { link } = await ask(mail());
    later += 601_000;
    const page = await openAs('ana.silva', link);
    later = 0;
    expect([page.status, page.text.includes('This request is no longer open')]).toEqual([404, true]);
  });

  it('refuses a form from another site, without a valid token, or for another request', async () => {
    const args = mail();
    const [first, second] = [await ask(args), await ask(mail())];
    const session = await sessionOf('ana.silva', first.link);
    const pages = await Promise.all([first, second].map(({ link }) => pageAt(link, session)));
    const [page, other] = pages as [Page, Page];
    const proofOf = ({ text }: Page) => /name="proof" value="([^"]*)"/.exec(text)?.[1] ?? '';
    const refused = [
      await post(page, session, { headers: { origin: 'https://evil.example' } }),
      await post(page, session, { fields: { proof: '' } }),
      await post(page, session, { fields: { proof: proofOf(other) } }),
      await post(page, await sessionOf('ana.silva', first.link)),
      await post(page, await sessionOf('ben.okafor', first.link)),
      await post(page, session, { fields: { decision: 'perhaps' } }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 400]);
    expect((await post(page, '')).status).toBe(302);
    expect((await call({ ...args, confirmation: first.confirmation })).text).toContain(
      'the user has not approved it yet',
    );
    expect((await post(page, session)).status).toBe(302);
    expect((await call({ ...args, confirmation: first.confirmation })).text).toContain('Handed to Exchange');
  });

  it('withdraws an approval, after which the email is not sent', async () => {
    const args = mail();
    const before = sendRequests();
    const { link, confirmation } = await ask(args);
    const browser = createBrowser();
    const approved = await decide(link, /^approve$/, browser);
    expect(approved.text).toContain('Withdraw approval');
    expect((await browser.press(approved, /^reject$/)).text).toContain('<h1>Rejected</h1>');
    expect((await call({ ...args, confirmation })).text).toContain('The user rejected this action.');
    expect(sendRequests()).toBe(before);
  });

  it('keeps a rejection if an older page in another tab approves the action', async () => {
    const args = mail();
    const { link, confirmation } = await ask(args);
    const session = await sessionOf('ana.silva', link);
    const page = await pageAt(link, session);
    expect((await post(page, session, { fields: { decision: 'reject' } })).status).toBe(302);
    expect((await post(page, session)).status).toBe(302);
    expect((await pageAt(link, session)).text).toContain('<h1>Rejected</h1>');
    expect((await call({ ...args, confirmation })).text).toContain('The user rejected this action.');
  });

  it('says that the approval was used if it is withdrawn too late', async () => {
    const args = mail();
    const { link, confirmation } = await ask(args);
    const browser = createBrowser();
    const approved = await decide(link, /^approve$/, browser);
    expect((await call({ ...args, confirmation })).text).toContain('Handed to Exchange');
    expect((await browser.press(approved, /^reject$/)).text).toContain('Already used');
  });

  it('states how much of a long email it leaves out', async () => {
    const { link } = await ask({ ...mail(), body: 'x'.repeat(30_000) });
    const page = await openAs('ana.silva', link);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/… <em>\(\d+ more characters\)<\/em>/);
    expect(page.text).toContain('Not everything is shown here');
  });

  it('shows no invisible characters', async () => {
    const { link } = await ask({ ...mail(), body: 'pay \u202e1000\u202c\u200b\u{E0041} now' });
    expect((await openAs('ana.silva', link)).text).toContain('<dd>pay 1000 now</dd>');
  });
});

/** Signs a person in at a link and returns their session cookie. */
async function sessionOf(person: string, link: string): Promise<string> {
  const jar = new Map<string, string>();
  const visit = async (url: string): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    return response;
  };
  const start = await visit(link);
  const entra = start.headers.get('location') ?? '';
  const back = await createBrowser()
    .open(entra)
    .then((page) => createBrowser().press(page, new RegExp(person), `${world.origin}/callback`));
  await visit(back.url);
  return [...jar]
    .filter(([name]) => name.endsWith('session'))
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

async function pageAt(url: string, cookie: string): Promise<Page> {
  const response = await fetch(url, { headers: { cookie } });
  return { url, status: response.status, text: await response.text() };
}
