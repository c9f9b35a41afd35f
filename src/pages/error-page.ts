import { HttpError, OAuthError, UnavailableError } from '../errors.ts';
import { explanationPage } from './explanation-page.ts';
import { html, type Markup } from './layout.ts';
import { messagePage } from './message-page.ts';
import type { BackLink } from './back-link.ts';

/**
 * Renders an error page with the error's public message, never its cause. With `back`, the page links back to the app,
 * or to the page that the user signed in for.
 */
export function errorPage(error: unknown, requestId: string, back?: BackLink): Response {
  if (error instanceof UnavailableError) return unavailablePage(error, requestId, back);
  if (error instanceof HttpError && error.explanation !== undefined)
    return explanationPage(error.explanation, { status: error.status, requestId, back });
  const trace = html`<p class="soft">For your administrator: request <code>${requestId}</code></p>`;
  if (error instanceof OAuthError || error instanceof HttpError) {
    return messagePage({
      title: titles[error.status] ?? 'This did not work',
      sentences: [error.message],
      status: error.status,
      headers: error.headers,
      ...(back?.head !== undefined && { head: back.head }),
      after: html`${back === undefined ? adviceFor(error) : back.button} ${trace}`,
    });
  }
  return messagePage({
    title: 'Something went wrong',
    sentences: ['Portico ran into a problem. Go back to where you started and try again.'],
    status: 500,
    after: trace,
  });
}

/** Renders a page for a dependency that is down. Reloading the page continues the sign-in. */
function unavailablePage(
  { message, explanation, retryAfterSeconds }: UnavailableError,
  requestId: string,
  back: BackLink | undefined,
): Response {
  if (explanation !== undefined)
    return explanationPage(explanation, { status: 503, requestId, retryAfterSeconds, back });
  return messagePage({
    title: 'One moment, please',
    sentences: [message, 'Nothing is lost: wait a moment, then reload this page.'],
    status: 503,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** Returns advice for a user who was sent here by an app or who opened the wrong address. */
function adviceFor(error: OAuthError | HttpError): Markup | undefined {
  if (error instanceof HttpError) {
    const isWrongAddress = error.status === 404 || error.status === 405;
    return isWrongAddress
      ? html`<p><a href="/">The start page</a> shows how to connect an app.</p>`
      : undefined;
  }
  if (error.status === 403)
    return html`<p>No access was granted. If you need this app, show this page to your administrator.</p>`;
  if (error.status >= 500)
    return html`<p>No access was granted yet. Wait a moment, then reload this page.</p>`;
  return html`<p>
    No access was granted. Close this page, remove this server from your app and add it again. If that does
    not help, show this page to your administrator.
  </p>`;
}

const titles: Readonly<Record<number, string>> = {
  400: 'This request is not valid',
  401: 'Unknown app',
  403: 'Not allowed',
  404: 'Page not found',
  405: 'This page cannot be opened this way',
  413: 'Too large',
  429: 'Too many requests',
};
