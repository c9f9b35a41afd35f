import type { EntraGrant } from '../../entra/entra-types.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import type { Sessions } from '../browser/session.ts';
import type { OAuthAudit } from '../oauth-audit.ts';

/** Starts a session on our own pages for the user who has signed in. Entra's tokens are not kept. */
export type FinishForAccount = (grant: EntraGrant, requestContext: RequestContext) => Promise<Response>;

type Dependencies = {
  readonly publicUrl: string;
  readonly sessions: Sessions;
  readonly audit: OAuthAudit;
};

export function createFinishForAccount({ publicUrl, sessions, audit }: Dependencies): FinishForAccount {
  return async ({ person }, requestContext) => {
    audit.recordSuccess({ person, client: undefined }, { requestContext, operation: 'sign-in' });
    return redirect(`${publicUrl}/account`, [await sessions.cookieFor(person)]);
  };
}
