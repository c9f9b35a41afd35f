import { html, page } from './layout.ts';
import { messagePage } from './message-page.ts';
import { csrfField } from './page-parts.ts';

/** Asks whether to sign out. The form posts to `/logout`. `back` is the sealed target, if any. */
export function signOutPage(question: {
  readonly csrfToken: string;
  readonly back: string | undefined;
}): Response {
  const { csrfToken, back } = question;
  const body = html`<h1>Sign out?</h1>
    <p>
      This signs you out of Portico and Microsoft in this browser. AI apps that act for you stay signed in: to
      disconnect them, see <a href="/account">your apps</a>.
    </p>
    <form method="post" action="/logout">
      ${csrfField(csrfToken)}
      ${back !== undefined && html`<input type="hidden" name="back" value="${back}" />`}
      <div class="actions">
        <a class="button" href="/">Stay signed in</a>
        <button class="primary">Sign out</button>
      </div>
    </form>`;
  return page({ title: 'Sign out', body });
}

export function signedOutPage(): Response {
  return messagePage({ title: 'You are signed out', sentences: ['You can close this page.'] });
}
