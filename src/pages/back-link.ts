import { html, type Markup } from './layout.ts';

/** The parts of an error page that lead the user back to the app, or to the page that the user signed in for. */
export type BackLink = {
  /** Elements for the page's head. */
  readonly head?: Markup;
  readonly button: Markup;
  /** What the user must do to sign in again. */
  readonly again: 'start again in your app' | 'try again';
};

/** Returns a button that opens one of our own pages. The page requires a new sign-in. */
export function retryLink(url: string): BackLink {
  return {
    button: html`<p class="actions"><a class="button primary" href="${url}">Try again</a></p>`,
    again: 'try again',
  };
}

/**
 * Delay before the automatic redirect: long enough to read the page and copy from it, but far shorter than the minutes
 * that an app waits for a response.
 */
const SECONDS_TO_READ = 30;

/**
 * Returns a button and a delayed automatic redirect that take the user back to the app, which is waiting for a
 * response. `url` is the redirect URI with the error for the app; its scheme was checked (see `redirect-uri.ts`).
 */
export function backLink(app: {
  readonly url: string;
  readonly name: string | undefined;
  /** The host, or scheme and host, of `url`. */
  readonly destination: string;
}): BackLink {
  const name = app.name ?? 'your app';
  return {
    head: html`<meta http-equiv="refresh" content="${SECONDS_TO_READ}; url=${app.url}" />`,
    button: html`<p class="actions">
        <a class="button primary" href="${app.url}" rel="noreferrer">Back to ${name}</a>
      </p>
      <p class="soft">
        The button tells ${name} at ${app.destination} that this did not work. This also happens automatically
        in ${SECONDS_TO_READ} seconds.
      </p>`,
    again: 'start again in your app',
  };
}
