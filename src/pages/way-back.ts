import { html, type Markup } from './layout.ts';

/** What an error page adds that leads back to the app: elements for the head, and a button. */
export type WayBack = { readonly head: Markup; readonly button: Markup };

/** Long enough to read the page and copy from it, far below the minutes that an app waits for an answer. */
const SECONDS_TO_READ = 30;

/**
 * Leads from a page back to the app that waits for an answer: by a button at once, and otherwise by itself. `url` is
 * the redirect URI with the error for the app; its scheme was checked (see `redirect-uri.ts`).
 */
export function wayBack(app: {
  readonly url: string;
  readonly name: string | undefined;
  /** The host, or scheme and host, that `url` leads to. */
  readonly destination: string;
}): WayBack {
  const name = app.name ?? 'your app';
  return {
    head: html`<meta http-equiv="refresh" content="${SECONDS_TO_READ}; url=${app.url}" />`,
    button: html`<p class="actions">
        <a class="button primary" href="${app.url}" rel="noreferrer">Back to ${name}</a>
      </p>
      <p class="soft">
        ${app.name === undefined ? 'Your app' : name} at ${app.destination} learns that this did not work: by
        the button, or in ${SECONDS_TO_READ} seconds by itself.
      </p>`,
  };
}
