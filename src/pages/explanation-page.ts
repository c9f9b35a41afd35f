import type { Explanation, Owner } from '../errors.ts';
import { html, type Markup } from './layout.ts';
import { messagePage } from './message-page.ts';
import type { BackLink } from './back-link.ts';

const owners: Readonly<Record<Owner, string>> = {
  person: 'You can fix this',
  administrator: 'Your administrator can fix this',
  operator: 'The operator of Portico can fix this',
};

type Circumstances = {
  readonly status: number;
  readonly requestId: string;
  /**
   * How long to wait before reloading the page. Set only if reloading continues the sign-in, as it does while the
   * sign-in's cookie is valid.
   */
  readonly retryAfterSeconds?: number | undefined;
  /** A link back to the app that is waiting for a response, or to the page that the user signed in for. */
  readonly back?: BackLink | undefined;
  readonly title?: string;
  /** What the user should do next. Default: how to sign in again. */
  readonly nextStep?: string;
};

/**
 * Renders a page for a failure at Entra: what is wrong, who can fix it and where, and the details needed to find it
 * in the logs.
 */
export function explanationPage(
  explanation: Explanation,
  { status, requestId, retryAfterSeconds, back, ...words }: Circumstances,
): Response {
  const { cause, owner, action, link } = explanation;
  const { title = 'The sign-in failed', nextStep = signInAgain(retryAfterSeconds, back) } = words;
  return messagePage({
    title,
    sentences: [cause],
    status,
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) },
    ...(back?.head !== undefined && { head: back.head }),
    after: html`<h2>${owners[owner]}</h2>
      <p>${action}</p>
      <p>${destination(link)}</p>
      ${owner !== 'person' && html`<p>Send them this page: it contains everything that they need.</p>`}
      <p>${nextStep}</p>
      ${back?.button} ${details(explanation, requestId)}`,
  });
}

function signInAgain(retryAfterSeconds: number | undefined, back: BackLink | undefined): string {
  const again = back?.again ?? 'go back to where you started and try again';
  return retryAfterSeconds === undefined
    ? `Once the problem is fixed, or to sign in as somebody else, ${again}.`
    : `If the problem is fixed within ten minutes, reload this page. Otherwise, ${again}.`;
}

function destination(link: string): Markup {
  return link.startsWith('https://') || link.startsWith('http://')
    ? html`<a href="${link}" rel="noreferrer"><code>${link}</code></a>`
    : html`<code>${link}</code>`;
}

function details(explanation: Explanation, requestId: string): Markup {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Code', explanation.code],
    ['Trace ID', explanation.traceId],
    ['Correlation ID', explanation.correlationId],
    ['Time', explanation.timestamp],
    ['Request', requestId],
  ];
  return html`<h2>For support</h2>
    <ul class="soft">
      ${rows.flatMap(([name, value]) =>
        value === undefined ? [] : [html`<li>${name}: <code>${value}</code></li>`],
      )}
    </ul>`;
}
