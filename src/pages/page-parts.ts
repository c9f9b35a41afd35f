import { html, type Markup } from './layout.ts';
import { messagePage } from './message-page.ts';

/** Returns the form field that carries the CSRF token; see `http/csrf.ts`. */
export function csrfField(token: string): Markup {
  return html`<input type="hidden" name="proof" value="${token}" />`;
}

/** Renders a time in UTC. `seconds` is the time in seconds since 1970. */
export function utcTime(seconds: number, format: Intl.DateTimeFormatOptions): Markup {
  const moment = new Date(seconds * 1_000);
  const text = moment.toLocaleString('en-GB', { ...format, timeZone: 'UTC' });
  return html`<time datetime="${moment.toISOString()}">${text} UTC</time>`;
}

/** Tells the user which account is signed in. */
export function signedInAs(username: string | undefined): Markup | false {
  return username !== undefined && html`Signed in as <strong>${username}</strong>. `;
}

/** Renders the page for a user who opens another user's link. It reveals neither the content nor the owner. */
export function foreignPage(message: {
  readonly title: string;
  readonly sentence: string;
  readonly username: string | undefined;
}): Response {
  return messagePage({
    title: message.title,
    sentences: [message.sentence],
    status: 403,
    after: html`<p class="soft">
      ${signedInAs(message.username)}Not your account? <a href="/logout">Sign out of this browser</a>, then
      open the link again.
    </p>`,
  });
}
