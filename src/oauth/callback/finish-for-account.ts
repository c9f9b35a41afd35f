import type { EntraGrant } from '../../entra/entra-types.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { redirect } from '../../http/response/respond.ts';
import { recordSuccess } from '../oauth-audit.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';
import { sessionCookie } from '../browser/session.ts';

type Needs = Pick<OAuthNeeds, 'config' | 'sealer' | 'cookies' | 'audit' | 'log'>;

/** Opens a session on our own pages for a person who has signed in; Entra's tokens are not kept. */
export async function finishForAccount(
  { person }: EntraGrant,
  { needs, requestContext }: { readonly needs: Needs; readonly requestContext: RequestContext },
): Promise<Response> {
  recordSuccess({ person, client: undefined }, { needs, requestContext, operation: 'sign-in' });
  return redirect(`${needs.config.publicUrl}/account`, [await sessionCookie(person, needs)]);
}
