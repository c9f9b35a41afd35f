import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { confirmationIn } from '../../kit/demo-tenant.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';
import { launch, missing, picture, type Browser, type Context, type Page } from './chromium.ts';

if (missing !== undefined)
  process.stderr.write(`The approval page is not tested in a browser: ${missing}.\n`);

const email = {
  to: ['petra.lindqvist@northwind.example', 'ben.okafor@contoso.example'],
  bcc: ['omar.haddad@fabrikam.example'],
  body: 'Dear Petra,\n\nhere is our **offer** for five accounts.\n\n<b>Ana</b>',
};

describe.skipIf(missing !== undefined)('the approval page in Chromium', () => {
  let browser: Browser;
  let world: World;
  let token: string;
  let context: Context;
  let page: Page;
  let link: string;
  let confirmation: string;
  /** Errors in the browser's console, such as policy violations. */
  let complaints: string[];
  /** A rejection is remembered, so each test sends a different email. */
  let args: typeof email & { subject: string };
  let count = 0;

  beforeAll(async () => {
    browser = await launch();
    world = await startPortico({ EXTERNAL_SEND: 'approve', RATE_LIMIT_PER_ADDRESS: '0' });
    token = (await signIn({ origin: world.origin, person: 'ana.silva' })).accessToken;
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });
  beforeEach(async () => {
    complaints = [];
    count += 1;
    args = { ...email, subject: `Offer ${count} for the pilot` };
    const { text } = await call();
    link = /http\S+\/approve\/[\w-]{30}/.exec(text)?.[0] ?? '';
    confirmation = confirmationIn(text);
  });
  afterEach(() => context.close());

  const call = async (more: object = {}) =>
    resultOf(await postMcp(world, toolCall('send_mail', { ...args, ...more }), { token }));
  const sent = () => world.standIns.graph.log.filter(({ path }) => path.endsWith('/sendMail')).length;
  const button = (label: string | RegExp) => page.getByRole('button', { name: label });
  /** Finds a heading. Clicking waits until the heading appears. */
  const heading = (name: string) => page.getByRole('heading', { name });
  const openAs = async (person: RegExp, options: Record<string, unknown> = {}): Promise<void> => {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(link);
    await button(person).click();
    await page.waitForURL(/\/approve\/[\w-]{30}$/);
  };

  it.each<[string, Record<string, unknown>]>([
    ['a large screen', {}],
    ['a phone', { viewport: { width: 375, height: 740 }, isMobile: true }],
    ['a phone in dark mode', { viewport: { width: 375, height: 740 }, colorScheme: 'dark', isMobile: true }],
    ['a browser without scripts', { javaScriptEnabled: false }],
  ])('releases the email once on %s', async (where, options) => {
    const before = sent();
    expect((await call({ confirmation })).text).toContain('the user has not approved it yet');
    await openAs(/Ana Silva/, options);
    await picture(page, `approval on ${where}`);
    const text = await page.innerText('main');
    for (const words of [
      'Send mail',
      'petra.lindqvist@northwind.example',
      'omar.haddad@',
      args.subject,
      '<b>Ana</b>',
    ])
      expect(text).toContain(words);
    await button('Approve once').click();
    await heading('Approved').click();
    await picture(page, `approved on ${where}`);
    expect(sent()).toBe(before);
    expect((await call({ confirmation })).text).toContain('Handed to Exchange');
    expect((await call({ confirmation })).text).toContain('it has already been used');
    expect(sent()).toBe(before + 1);
    expect(complaints).toEqual([]);
  });

  it('shows nothing to another user, and does not release the email when that user visits it', async () => {
    const before = sent();
    await openAs(/Ben Okafor/);
    await picture(page, 'approval for somebody else');
    const text = await page.innerText('main');
    expect(text).toContain('This request belongs to somebody else');
    for (const secret of [args.subject, 'petra', 'ana.silva']) expect(text).not.toContain(secret);
    expect(await button('Approve once').count()).toBe(0);
    expect((await call({ confirmation })).text).toContain('the user has not approved it yet');
    expect(sent()).toBe(before);
  });

  it('remembers a rejection', async () => {
    const before = sent();
    await openAs(/Ana Silva/);
    await button('Reject').click();
    await heading('Rejected').click();
    await picture(page, 'rejected');
    expect((await call({ confirmation })).text).toContain('The user rejected this action.');
    expect(sent()).toBe(before);
  });
});
