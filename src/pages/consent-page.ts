import { groupBy } from '../base/lists/group-by.ts';
import { actionOf, subjectOf, type Action } from '../graph/permissions.ts';
import { html, page, type Markup } from './layout.ts';
import { csrfField } from './page-parts.ts';

export type ConsentQuestion = {
  /** Chosen by the client, so untrusted. */
  readonly clientName: string | undefined;
  /** The host of the client's metadata document; undefined if the client has no such document. */
  readonly publisher?: string | undefined;
  /** The well-known client that the redirect URI belongs to, if any. */
  readonly knownClient: string | undefined;
  /** The host, or scheme and host, of the redirect URI. */
  readonly destination: string;
  /** Whether the redirect URI is on the user's own machine. */
  readonly local: boolean;
  readonly scopes: readonly { readonly name: string; readonly words: string }[];
  /** The sealed transaction. */
  readonly transaction: string;
  readonly csrfToken: string;
};

/** Maximum number of permissions to show one by one. A longer list is grouped by area and collapsed. */
const FEW = 6;

/** Asks the user whether a client may act for them. The form posts to `/consent`. */
export function consentPage(question: ConsentQuestion): Response {
  const name = question.clientName ?? 'an app without a name';
  const body = html`<h1>Let ${name} use Microsoft 365 as you?</h1>
    <p>
      <span class="tag">name not verified</span>
      <span class="soft">The app chose this name itself. Check the address that will receive access:</span>
    </p>
    <p class="host">${question.destination}</p>
    ${origin(question)}
    ${
      question.publisher !== undefined &&
      html`<p>The name comes from the website <strong>${question.publisher}</strong>.</p>`
    }
    <p class="notice">
      <strong>Only continue if you just started this yourself</strong>, in an app that you trust. If a link, a
      message or another person brought you here, choose Cancel.
    </p>
    <h2>What it can do</h2>
    <p class="soft">Within your own permissions and your organisation's rules:</p>
    ${permissions(question.scopes)}
    <form method="post" action="/consent">
      <input type="hidden" name="transaction" value="${question.transaction}" />
      ${csrfField(question.csrfToken)}
      <div class="actions">
        <button name="choice" value="cancel">Cancel</button>
        <button class="primary" name="choice" value="allow">Allow and sign in</button>
      </div>
    </form>
    <p class="soft">Next, you sign in with Microsoft.</p>`;
  return page({ title: 'Allow access', body });
}

function origin({ knownClient, local }: ConsentQuestion): Markup {
  if (knownClient !== undefined) return html`<p>This address belongs to <strong>${knownClient}</strong>.</p>`;
  if (local) {
    return html`<p>
      That is a program on <strong>this computer</strong>. Any program here can use this address, so make sure
      that it is the one you started.
    </p>`;
  }
  return html`<p>Your administrator has approved this address.</p>`;
}

/** Shows one line for each part of Microsoft 365. Each line expands to show the permissions and their names. */
function permissions(scopes: ConsentQuestion['scopes']): Markup {
  const groups = [...groupBy(scopes, ({ name }) => subjectOf(name))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const items = groups.map(
    ([subject, inGroup]) =>
      html`<li>
        ${details(
          html`<strong>${subject}</strong> <span class="soft">${actionsOf(inGroup)}</span>`,
          inGroup,
          scopes.length <= FEW,
        )}
      </li>`,
  );
  return html`<ul class="areas">
    ${items}
  </ul>`;
}

function details(summary: Markup, scopes: ConsentQuestion['scopes'], isOpen: boolean): Markup {
  const body = html`<summary>${summary}</summary>
    <ul>
      ${scopes.map(({ name, words }) => html`<li>${words} <code class="soft">${name}</code></li>`)}
    </ul>`;
  return isOpen ? html`<details open>${body}</details>` : html`<details>${body}</details>`;
}

/** Describes what an app could do with the permissions. */
function actionsOf(scopes: ConsentQuestion['scopes']): string {
  const actions = new Set<Action>(scopes.map(({ name }) => actionOf(name)));
  return (['see', 'change', 'send'] as const)
    .filter((action) => actions.has(action) || (action === 'see' && actions.has('change')))
    .join(', ');
}
