import { describe, expect, it } from 'vitest';

import { HttpError, UnavailableError, type Explanation, type Owner } from '../../src/errors.ts';
import { errorPage } from '../../src/pages/error-page.ts';

const explanation: Explanation = {
  code: 'AADSTS50105',
  cause: 'The account is not assigned <to> this app.',
  owner: 'administrator',
  action: 'Add the person.',
  link: 'https://entra.microsoft.com/#view/a?b=1&c=2',
  traceId: 'trace-1',
  correlationId: 'correlation-1',
  timestamp: '2026-11-28 21:40:00Z',
};
const renderPage = (changes: Partial<Explanation> = {}) =>
  errorPage(new HttpError(403, 'unused', { explanation: { ...explanation, ...changes } }), 'request-1');

describe('the page about a failed sign-in', () => {
  it('shows the escaped cause, owner, link, ids and time', async () => {
    const page = renderPage();
    expect(page.status).toBe(403);
    const markup = await page.text();
    expect(markup).toContain('The account is not assigned &lt;to&gt; this app.');
    expect(markup).toContain('Your administrator can fix this');
    expect(markup).toContain('href="https://entra.microsoft.com/#view/a?b=1&amp;c=2"');
    for (const text of ['AADSTS50105', 'trace-1', 'correlation-1', '2026-11-28 21:40:00Z', 'request-1']) {
      expect(markup).toContain(`<code>${text}</code>`);
    }
    expect(markup).not.toContain('unused');
  });

  it.each<[Owner, string]>([
    ['person', 'You can fix this'],
    ['administrator', 'Send them this page'],
    ['operator', 'The operator of Portico can fix this'],
  ])('says who can fix the problem: %s', async (owner, words) => {
    const markup = await renderPage({ owner }).text();
    expect(markup).toContain(words);
    expect(markup.includes('Send them this page')).toBe(owner !== 'person');
  });

  it.each(['azd provision', 'javascript:alert(1)', 'http:alert'])(
    'shows %s as text, not as a link',
    async (link) => {
      const markup = await renderPage({ link }).text();
      expect(markup).not.toContain(`href="${link}`);
      expect(markup).toContain(`<code>${link}</code>`);
    },
  );

  it('omits details that Entra did not send', async () => {
    const absent = { traceId: undefined, correlationId: undefined, timestamp: undefined };
    expect(await renderPage(absent).text()).not.toMatch(/Trace ID|Correlation ID|Time:/);
  });

  it('can be reloaded if the failure is temporary', async () => {
    const page = errorPage(new UnavailableError('Entra', { explanation, retryAfterSeconds: 59.2 }), 'r');
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('60');
    expect(await page.text()).toContain('reload this page');
  });
});
