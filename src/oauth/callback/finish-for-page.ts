import type { EntraGrant } from '../../entra/entra-types.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import type { Sessions } from '../browser/session.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { OwnPage } from './own-page.ts';

/**
 * Starts a session for the user who has signed in, and redirects to the page that requires the sign-in. Entra's
 * tokens are not kept.
 */
export type FinishForPage = (
  grant: EntraGrant,
  path: OwnPage,
  requestContext: RequestContext,
) => Promise<Response>;

type Dependencies = {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly audit: OAuthAudit;
};

export function createFinishForPage({ publicUrl, sessions, audit }: Dependencies): FinishForPage {
  return async ({ person }, path, requestContext) => {
    audit.recordSuccess({ person, client: undefined }, { requestContext, operation: 'sign-in' });
    return redirect(`${publicUrl}${path}`, [await sessions.cookieFor(person)]);
  };
}
