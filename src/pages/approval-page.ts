import { counted } from '../base/text/counted.ts';
import type { Approval } from '../calls/confirmation/approvals.ts';
import { isCut } from '../calls/confirmation/approval-content.ts';
import { html, page, type Markup } from './layout.ts';
import { messagePage } from './message-page.ts';
import { csrfField, foreignPage, signedInAs, utcTime } from './page-parts.ts';

export type ApprovalQuestion = Pick<Approval, 'id' | 'content' | 'client' | 'until'> & {
  /** The signed-in user. */
  readonly username: string | undefined;
  readonly csrfToken: string;
};

/** Asks the user whether an app may carry out one action. The form posts to the page's own URL. */
export function approvalPage(question: ApprovalQuestion): Response {
  const { id, content, client, until, username, csrfToken } = question;
  const { title, reason, lines, moreLines, outsiders, moreOutsiders } = content;
  const body = html`<h1>Approve this action?</h1>
    <p>
      ${client.assertedName ?? 'An app without a name'} <span class="tag">name not verified</span>, connected
      from <code>${client.class}</code>, wants to do this as you:
    </p>
    <h2>${title}</h2>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)} ${moreItem(moreLines)}
    </ul>
    <p>${reason}</p>
    ${
      outsiders.length > 0 &&
      html`<h2>Outside your organisation</h2>
        <ul>
          ${outsiders.map((outsider) => html`<li><strong>${outsider}</strong></li>`)}
          ${moreItem(moreOutsiders)}
        </ul>`
    }
    ${details(content)}
    ${
      isCut(content) &&
      html`<p class="notice">
        <strong>Not everything is shown here</strong>, because the action is too large for this page. Reject
        it if you need to see the rest first.
      </p>`
    }
    <p class="notice">
      <strong>Only approve what you asked for yourself.</strong> Text in an email or a file can mislead an
      assistant into doing something else.
    </p>
    <form method="post" action="/approve/${id}">
      ${csrfField(csrfToken)}
      <div class="actions">
        <button name="decision" value="reject">Reject</button>
        <button class="primary" name="decision" value="approve">Approve once</button>
      </div>
    </form>
    <p class="soft">
      ${signedInAs(username)}Your approval covers only this action, once, and expires after ten minutes. You
      can decide until ${time(until)}.
    </p>`;
  return page({ title: 'Approve an action', body });
}

function details({ details: shown, moreDetails }: ApprovalQuestion['content']): Markup | false {
  if (shown.length + moreDetails === 0) return false;
  return html`<h2>In full</h2>
    <dl>
      ${shown.map(
        ({ name, value, cut }) =>
          html`<dt>${name}</dt>
            <dd>${value}${cut > 0 && html`… <em>(${counted(cut, 'more character')})</em>`}</dd>`,
      )}
    </dl>
    ${moreDetails > 0 && html`<p>and ${counted(moreDetails, 'more argument')}</p>`}`;
}

function moreItem(count: number): Markup | false {
  return count > 0 && html`<li>and ${count} more</li>`;
}

type Decision = Pick<Approval, 'id' | 'state' | 'until'> & Pick<ApprovalQuestion, 'csrfToken'>;

/** Shows the decision. An approval that has not been used can be withdrawn. */
export function decidedPage({ id, state, until, csrfToken }: Decision): Response {
  if (state === 'approved')
    return messagePage({
      title: 'Approved',
      sentences: [
        'Go back to your app and ask it to continue. It can carry out this action once.',
        html`The approval expires at ${time(until)}.`,
      ],
      after: html`<form method="post" action="/approve/${id}">
        ${csrfField(csrfToken)}
        <div class="actions"><button name="decision" value="reject">Withdraw approval</button></div>
      </form>`,
    });
  if (state === 'rejected')
    return messagePage({
      title: 'Rejected',
      sentences: ['Nothing was done. The app was not allowed to carry out this action.'],
    });
  return messagePage({
    title: 'Already used',
    sentences: ['You approved this action, and the app has used the approval. It cannot be used again.'],
  });
}

export function foreignApprovalPage(username: string | undefined): Response {
  return foreignPage({
    title: 'This request belongs to somebody else',
    sentence: 'Only the person whose app asked for this approval can see it and decide.',
    username,
  });
}

/** Renders the page for a request that has expired or never existed. */
export function unknownApprovalPage(): Response {
  return messagePage({
    title: 'This request is no longer open',
    sentences: [
      'It has expired, or the address is incomplete. Nothing was done.',
      'Go back to your app and ask again: it will then show a new link.',
    ],
    status: 404,
  });
}

function time(seconds: number): Markup {
  return utcTime(seconds, { timeStyle: 'short' });
}
