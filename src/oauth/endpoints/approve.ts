import type { Approval, Approvals } from '../../calls/confirmation/approvals.ts';
import { HttpError } from '../../errors.ts';
import { checkSameOriginPost, type Csrf } from '../../http/csrf.ts';
import { readPageForm } from '../../http/form.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import {
  approvalPage,
  decidedPage,
  foreignApprovalPage,
  unknownApprovalPage,
} from '../../pages/approval-page.ts';
import type { RedirectToEntra } from '../browser/entra-redirect.ts';
import { SESSION_COOKIE, type Session, type Sessions } from '../browser/session.ts';
import { newRound } from '../browser/transaction.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly approvals: Approvals;
  readonly csrf: Csrf;
  readonly redirectToEntra: RedirectToEntra;
  readonly audit: OAuthAudit;
  readonly random: (bytes: number) => Uint8Array;
};

/**
 * Serves the page where users approve or reject an action that policy does not allow without an approval. Requires a
 * sign-in as the user whose app requested the action; other users see only that the request is someone else's.
 */
export function createApprove(dependencies: Dependencies): Endpoint {
  const { publicUrl, sessions, approvals, csrf, redirectToEntra, audit, random } = dependencies;

  /** The form is valid for one approval only. */
  const formOf = (id: string) => `${SESSION_COOKIE} ${id}`;

  const show = async (approval: Approval, session: Session): Promise<Response> => {
    const { id, content, client, until, state } = approval;
    const csrfToken = await csrf.tokenFor(formOf(id), session.sealed);
    if (state !== 'pending') return decidedPage({ id, state, until, csrfToken });
    return approvalPage({
      id,
      content,
      client,
      until,
      csrfToken,
      username: session.username ?? session.name,
    });
  };

  /** Records the decision, then redirects to the page, so that a reload does not resubmit the form. */
  const act = async (
    request: Request,
    approval: Approval,
    session: Session,
    requestContext: RequestContext,
  ): Promise<Response> => {
    checkSameOriginPost(request, publicUrl);
    const { id, client } = approval;
    const form = await readPageForm(request);
    if (!(await csrf.verify(formOf(id), { cookie: session.sealed, token: form['proof'] }))) {
      throw new HttpError(403, 'This form is not valid for this session: open the page again.');
    }
    const decision = form['decision'];
    if (decision !== 'approve' && decision !== 'reject')
      throw new HttpError(400, 'Choose Approve or Reject.');
    if (await approvals.settle(id, decision === 'approve' ? 'approved' : 'rejected')) {
      audit.recordSuccess({ person: session, client }, { requestContext, operation: decision });
    }
    return redirect(approvals.urlOf(id));
  };

  return async (request, requestContext) => {
    const id = idIn(request);
    if (id === undefined) return unknownApprovalPage();
    const session = await sessions.read(request);
    if (session === undefined) {
      // The consent page is skipped, because no client gets anything from this sign-in.
      const round = newRound(random);
      return redirectToEntra(request, {
        v: 1,
        purpose: 'approval',
        agreed: true,
        again: false,
        ...round,
        id,
      });
    }
    const approval = await approvals.find(id);
    if (approval === undefined) return unknownApprovalPage();
    const { tid, oid } = approval.person;
    if (tid !== session.tid || oid !== session.oid) {
      return foreignApprovalPage(session.username ?? session.name);
    }
    return request.method === 'POST'
      ? act(request, approval, session, requestContext)
      : show(approval, session);
  };
}

function idIn(request: Request): string | undefined {
  return /^\/[^/]+\/([\w-]{30})\/?$/.exec(new URL(request.url).pathname)?.[1];
}
