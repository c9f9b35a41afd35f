import { html, type Markup } from './layout.ts';
import { messagePage } from './message-page.ts';
import { csrfField, foreignPage } from './page-parts.ts';

/** A request to link an account at a service. */
export type ConnectView = {
  readonly provider: { readonly name: string; readonly title: string; readonly accountPage: string };
  /** Descriptions of what Portico will be able to do with the account. */
  readonly permissions: readonly string[];
  /** The sealed request, which the form sends back. */
  readonly request: string;
  readonly csrfToken: string;
  /** The signed-in user. */
  readonly username: string | undefined;
};

/** Asks the user whether to link an account. The form posts to the page's own URL. */
export function connectPage({ provider, permissions, request, csrfToken, username }: ConnectView): Response {
  const { name, title, accountPage } = provider;
  const form = html`<h2>What your apps will be able to do</h2>
    <ul>
      ${permissions.map((permission) => html`<li>${permission}</li>`)}
    </ul>
    <p class="notice">
      <strong>Only continue if you asked an app for this yourself.</strong> On the next page, ${title} asks
      you to sign in there.
    </p>
    <form method="post" action="/connect/${name}?e=${request}">
      ${csrfField(csrfToken)}
      <div class="actions">
        <button name="decision" value="cancel">Cancel</button>
        <button class="primary" name="decision" value="link">Continue to ${title}</button>
      </div>
    </form>
    <p class="soft">
      Your apps never see your password or your tokens for ${title}. You can remove the link at any time on
      <a href="/account">your account page</a>, or <a href="${accountPage}">at ${title}</a>.
    </p>`;
  const sentences: (string | Markup)[] = [
    `This lets the apps that you have connected to Portico use your ${title} account.`,
  ];
  if (username !== undefined) sentences.push(html`It will be linked to <strong>${username}</strong>.`);
  return messagePage({ title: `Link your ${title} account?`, sentences, after: form });
}

export function foreignLinkPage(username: string | undefined): Response {
  return foreignPage({
    title: 'This link belongs to somebody else',
    sentence:
      'Only the person whose app asked for it can use it. If somebody sent it to you, do not continue.',
    username,
  });
}

const reasons = {
  used: 'It has already been used, and it works only once.',
  expired: 'It is older than ten minutes, or the address is incomplete.',
  'not open':
    'It has already been used or cancelled, is older than ten minutes, or was opened in another browser.',
};

/**
 * Renders the page for a link that has expired, was used, or never existed. `not open` is for a response from the
 * service that does not match any pending sign-in in this browser.
 */
export function closedLinkPage(why: keyof typeof reasons): Response {
  return messagePage({
    title: 'This link is no longer valid',
    sentences: [
      reasons[why],
      'Go back to your app and ask again: it will show a new link if your account is not linked yet.',
    ],
    status: why === 'used' ? 410 : 404,
  });
}

/** Renders the page for a user who cancelled, here or at the service. */
export function notLinkedPage(title: string): Response {
  return messagePage({
    title: 'Nothing was linked',
    sentences: [
      `Your ${title} account was not linked.`,
      'To try again, open the link again or ask your app for a new one.',
    ],
  });
}
