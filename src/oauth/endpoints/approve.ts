import type { Approval, Approvals } from '../../calls/confirmation/approvals.ts';
import { HttpError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import {
  approvalPage,
  decidedPage,
  foreignApprovalPage,
  unknownApprovalPage,
} from '../../pages/approval-page.ts';
import type { OwnPages, PageForm } from '../browser/own-pages.ts';
import { accountName, belongsTo, type Session } from '../browser/session.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

type Dependencies = {
  readonly pages: OwnPages;
  readonly approvals: Approvals;
  readonly audit: OAuthAudit;
};

/**
 * Serves the page where users approve or reject an action that policy allows only with an approval. Requires a sign-in
 * as the user whose app requested the action; other users see only that the request is someone else's.
 */
export function createApprove({ pages, approvals, audit }: Dependencies): Endpoint {
  /** Returns the form for an approval. The form is valid for this approval only. */
  const formOf = (id: string): PageForm => ({ name: id, opened: 'page' });

  const show = async (approval: Approval, session: Session): Promise<Response> => {
    const { id, content, client, until, state } = approval;
    const csrfToken = await pages.tokenFor(formOf(id), session);
    if (state !== 'pending') return decidedPage({ id, state, until, csrfToken });
    return approvalPage({
      id,
      content,
      client,
      until,
      csrfToken,
      username: accountName(session),
    });
  };

  /** Records the decision, then redirects to the page, so that a reload does not resubmit the form. */
  const act = async (
    request: Request,
    approval: Approval,
    session: Session,
    requestContext: RequestContext,
  ): Promise<Response> => {
    const { id, client } = approval;
    const { decision } = await pages.readForm(request, formOf(id), session);
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
    const session = await pages.session(request);
    if (session === undefined) return pages.signIn(request, { purpose: 'approval', id });
    const approval = await approvals.find(id);
    if (approval === undefined) return unknownApprovalPage();
    if (!belongsTo(session, approval.person)) return foreignApprovalPage(accountName(session));
    return request.method === 'POST'
      ? act(request, approval, session, requestContext)
      : show(approval, session);
  };
}

function idIn(request: Request): string | undefined {
  return /^\/[^/]+\/([\w-]{30})\/?$/.exec(new URL(request.url).pathname)?.[1];
}
