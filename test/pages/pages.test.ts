import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { HttpError, OAuthError, UnavailableError } from '../../src/errors.ts';
import { consentPage, type ConsentQuestion } from '../../src/pages/consent-page.ts';
import { errorPage } from '../../src/pages/error-page.ts';
import { catalogue } from '../../src/tools/catalogue.gen.ts';
import { scopesOf } from '../../src/tools/scopes.ts';
import { contentSecurityPolicy, html, markupText, page } from '../../src/pages/layout.ts';

const question: ConsentQuestion = {
  clientName: 'Claude',
  knownClient: undefined,
  destination: 'localhost:33423',
  local: true,
  scopes: [{ name: 'Mail.Read', words: 'Read your mail' }],
  transaction: 'a.b.c.d.e',
  csrfToken: 'proof',
};

describe('markup', () => {
  it('escapes every interpolation, in content and in attributes', () => {
    const nasty = `<img src=x onerror="alert('1')">&`;
    expect(markupText(html`<p title="${nasty}">${nasty}</p>`)).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;">&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</p>',
    );
  });

  it('renders nested markup, lists and numbers, and nothing for absent values', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(markupText(html`${items}${undefined}${false}${0}`)).toBe('<li>a</li><li>&lt;b&gt;</li>0');
  });
});

describe('a page', () => {
  it('contains the stylesheet that the policy allows, and no script', async () => {
    const markup = await page({ title: 'A <title>', body: html`<p>Hello</p>` }).text();
    const style = /<style>([\s\S]*?)<\/style>/.exec(markup)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(contentSecurityPolicy).toContain(`style-src 'sha256-${hash}'`);
    expect(contentSecurityPolicy).toContain(`frame-ancestors 'none'`);
    expect(contentSecurityPolicy).not.toContain('form-action');
    expect(markup).toContain('<title>A &lt;title&gt; · Portico</title>');
    expect(markup).toContain('<html lang="en">');
    expect(markup).toContain('name="viewport"');
    expect(markup).not.toMatch(/<script|style="|onclick/);
  });

  it('is not cached', () => {
    expect(page({ title: 'x', body: html`` }).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the consent page', () => {
  it('puts Cancel first, so that the Enter key does not give consent', async () => {
    const markup = await consentPage(question).text();
    const buttons = [...markup.matchAll(/<button[^>]*value="(\w+)"/g)].map((button) => button[1]);
    expect(buttons).toEqual(['cancel', 'allow']);
  });

  it.each<[string, Partial<ConsentQuestion>, string]>([
    ['a client on this computer', {}, 'this computer'],
    ['a known client', { local: false, knownClient: 'ChatGPT', destination: 'chatgpt.com' }, 'ChatGPT'],
    [
      'a client at a listed address',
      { local: false, destination: 'chat.contoso.example' },
      'has approved this address',
    ],
    ['a client that a website describes', { publisher: 'apps.example' }, '<strong>apps.example</strong>'],
    ['a client without a name', { clientName: undefined }, 'Let an app without a name use'],
  ])('explains %s', async (_what, different, words) => {
    const changed = { ...question, ...different };
    const markup = await consentPage(changed).text();
    expect(markup).toContain(words);
    expect(markup).toContain(`<p class="host">${changed.destination}</p>`);
  });

  it('groups many permissions by area and describes what each area allows', async () => {
    const scopes = scopesOf(catalogue);
    const markup = await consentPage({ ...question, scopes }).text();
    const groups = [...markup.matchAll(/<strong>([^<]+)<\/strong> <span class="soft">([^<]+)<\/span>/g)];
    expect(groups.map(([, subject, actions]) => `${subject}: ${actions}`)).toEqual(
      expect.arrayContaining(['Mail: see, change, send', 'Files: see, change', 'People: see, send']),
    );
    expect(groups.length).toBeLessThanOrEqual(12);
    expect(markup).not.toContain('<details open>');
    for (const { name, words } of scopes) {
      expect(markup.split(`<code class="soft">${name}</code>`)).toHaveLength(2);
      expect(markup).toContain(words.replaceAll("'", '&#39;'));
    }
  });

  it('shows a few permissions as one list', async () => {
    const markup = await consentPage(question).text();
    expect(markup).toMatch(/<details open>[^]*Read your mail <code class="soft">Mail\.Read<\/code>/);
  });

  it('lists permissions without an area under the administration heading', async () => {
    const scopes = [{ name: 'AuditLog.Read.All', words: 'Read the audit log' }];
    const markup = await consentPage({ ...question, scopes }).text();
    expect(markup).toContain(
      '<strong>The organisation&#39;s administration</strong> <span class="soft">see</span>',
    );
  });
});

describe('an error page', () => {
  it.each([
    [new HttpError(403, 'Your administrator has not allowed this app.'), 403, 'has not allowed'],
    [new OAuthError('invalid_request', 'The redirect_uri is missing.'), 400, 'redirect_uri is missing'],
    [new UnavailableError('Entra', { retryAfterSeconds: 9 }), 503, 'Entra cannot be reached'],
  ])('explains what happened', async (error, status, words) => {
    const answer = errorPage(error, 'request-1');
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  });

  it('shows only the request id of an unexpected error', async () => {
    const answer = errorPage(new Error('secret detail'), 'request-1');
    expect(answer.status).toBe(500);
    const markup = await answer.text();
    expect(markup).toContain('request-1');
    expect(markup).not.toContain('secret detail');
  });

  it.each([
    [new OAuthError('invalid_request', 'The redirect_uri is missing.'), 'add it again'],
    [
      new OAuthError('unauthorized_client', 'Your administrator has not allowed this app.', { status: 403 }),
      'show this page to your administrator',
    ],
    [
      new OAuthError('temporarily_unavailable', 'Too many apps are signing in.', { status: 503 }),
      'reload this page',
    ],
    [new HttpError(404, 'There is nothing at this address.'), '<a href="/">'],
  ])('explains what the user can do about %s', async (error, words) => {
    expect(await errorPage(error, 'request-1').text()).toContain(words);
  });

  it('adds no advice if the message already contains advice', async () => {
    const error = new HttpError(403, 'This form was not sent from our own page. Start again.');
    expect(await errorPage(error, 'request-1').text()).not.toMatch(/add it again|href="\/"/);
  });

  it.each([403, 503])('does not ask the user to add the server again after status %i', async (status) => {
    const error = new OAuthError('access_denied', 'Refused.', { status });
    expect(await errorPage(error, 'request-1').text()).not.toContain('add it again');
  });

  it('states when to retry', () => {
    const answer = errorPage(new UnavailableError('Key Vault', { retryAfterSeconds: 9 }), 'request-1');
    expect(answer.headers.get('retry-after')).toBe('9');
  });
});
