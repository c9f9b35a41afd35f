import { html, page, type Markup } from './layout.ts';
import { messagePage } from './message-page.ts';
import { csrfField, utcTime } from './page-parts.ts';

/** Times are in seconds since 1970. */
export type AccountView = {
  readonly person: { readonly name: string | undefined; readonly username: string | undefined };
  readonly clients: readonly {
    readonly id: string;
    /** Chosen by the client, so untrusted. */
    readonly name: string | undefined;
    /** The client's class, such as the host of its redirect URI, or `localhost`. */
    readonly place: string;
    readonly since: number;
    readonly lastUsedAt: number;
  }[];
  /** The accounts at other services that the user has linked. */
  readonly linked: readonly {
    readonly name: string;
    readonly title: string;
    /** The service's page where the user can remove Portico. */
    readonly accountPage: string;
    readonly since: number;
  }[];
  /** The CSRF token for the forms. */
  readonly csrfToken: string;
  /** The action that was just completed, as a key of `outcomes`. */
  readonly done: string | undefined;
  /** The service whose account was just linked or unlinked. */
  readonly service?: string | undefined;
};

type Client = AccountView['clients'][number];

const SHOWN = 100;

/** `{account}` stands for the linked account. */
const outcomes: Readonly<Record<string, string>> = {
  one: 'Disconnected. The app loses access within ten seconds.',
  all: 'Signed out everywhere. Every app loses access within ten seconds.',
  linked: 'Your {account} is linked. Go back to your app and ask it to continue.',
  unlinked: 'The link was removed. Your apps can no longer use your {account}.',
};

/** Shows the apps that can act for the user. The forms post to `/account`. */
export function accountPage({ person, clients, linked, csrfToken, done, service }: AccountView): Response {
  const outcome =
    done !== undefined && Object.hasOwn(outcomes, done)
      ? outcomes[done]?.replace('{account}', () => (service === undefined ? 'account' : `${service} account`))
      : undefined;
  const who = person.username ?? person.name;
  const body = html`${outcome !== undefined && html`<p class="notice good" role="status">${outcome}</p>`}
    <h1>Apps that can act for you</h1>
    ${who !== undefined && html`<p class="soft">Signed in as <strong>${who}</strong></p>`}
    ${clients.length === 0 ? nothing() : list(clients, csrfToken)}
    ${linked.length > 0 && linkedAccounts(linked, csrfToken)}
    <p class="soft">
      Not your account, or done here? <a href="/logout">Sign out of this browser</a>. To connect an app, see
      <a href="/">the start page</a>.
    </p>`;
  return page({ title: 'Your apps', body });
}

/** Renders the page for a form that arrives after the session has ended. */
export function endedSessionPage(): Response {
  return messagePage({
    title: 'Nothing was changed',
    sentences: ['You have to sign in again, because you opened this page more than half an hour ago.'],
    status: 403,
    after: html`<p class="actions"><a class="button primary" href="/account">Sign in and try again</a></p>`,
  });
}

function nothing(): Markup {
  return html`<p>No app can currently use your Microsoft 365 account through Portico.</p>`;
}

function list(clients: readonly Client[], csrfToken: string): Markup {
  const hidden = clients.length - SHOWN;
  return html`<p>Each of these apps can use Microsoft 365 as you until you disconnect it.</p>
    <ul class="rows">
      ${clients.slice(0, SHOWN).map((client, index) => row(client, `app-${index + 1}`, csrfToken))}
    </ul>
    ${hidden > 0 && html`<p class="soft">And ${hidden} more that were used less recently.</p>`}
    <h2>Does something look wrong?</h2>
    <p>This disconnects every app at once, on all of your devices. You can connect them again afterwards.</p>
    <form method="post" action="/account">
      ${csrfField(csrfToken)}
      <div class="actions">
        <button class="primary" name="disconnect" value="all">Sign out everywhere</button>
      </div>
    </form>`;
}

/**
 * Renders one app. `facts` is the id of the element that describes the app. The button refers to this element, because
 * several apps can have the same name.
 */
function row({ id, name, place, since, lastUsedAt }: Client, facts: string, csrfToken: string): Markup {
  const displayName = name ?? 'An app without a name';
  return html`<li>
    <div id="${facts}">
      <h2>${displayName} <span class="tag">name not verified</span></h2>
      <p>${place === 'localhost' ? 'A program on one of your computers' : html`<code>${place}</code>`}</p>
      <p class="soft">Connected ${time(since)}</p>
      <p class="soft">Last used about ${time(lastUsedAt)}</p>
    </div>
    <form method="post" action="/account">
      ${csrfField(csrfToken)}
      <button
        name="disconnect"
        value="${id}"
        aria-label="Disconnect ${displayName}"
        aria-describedby="${facts}"
      >
        Disconnect
      </button>
    </form>
  </li> `;
}

function linkedAccounts(linked: AccountView['linked'], csrfToken: string): Markup {
  return html`<h1>Linked accounts</h1>
    <p>Your apps can use these accounts at other services.</p>
    <ul class="rows">
      ${linked.map(
        ({ name, title, accountPage: page, since }) =>
          html`<li>
            <div>
              <h2>${title}</h2>
              <p class="soft">Linked ${time(since)}</p>
              <p class="soft">You can also remove Portico <a href="${page}">at ${title}</a>.</p>
            </div>
            <form method="post" action="/account">
              ${csrfField(csrfToken)}
              <button name="unlink" value="${name}" aria-label="Unlink ${title}">Unlink</button>
            </form>
          </li> `,
      )}
    </ul>`;
}

function time(seconds: number): Markup {
  return utcTime(seconds, { dateStyle: 'medium', timeStyle: 'short' });
}
