import { OAuthError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm } from '../../http/form.ts';
import { empty } from '../../http/response/respond.ts';
import { loggingRefusals, recordSuccess } from '../oauth-audit.ts';
import { authenticateClient } from '../clients/client-authentication.ts';
import { familyOfToken } from '../tokens/family-of-token.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

type Needs = Pick<OAuthNeeds, 'config' | 'sealer' | 'families' | 'audit' | 'log' | 'fetchClientMetadata'>;

/** The revocation endpoint (RFC 7009, 2): either token of a sign-in ends all of them. What is no token of ours is no error. */
export function revoke(request: Request, needs: Needs, requestContext: RequestContext): Promise<Response> {
  return loggingRefusals({ needs, requestContext, operation: 'revoke' }, async () => {
    const form = await readForm(request);
    const client = await authenticateClient(request, form, needs);
    const token = form['token'];
    if (token === undefined) throw new OAuthError('invalid_request', 'The token is missing.');
    const found = await familyOfToken(token, needs.sealer);
    if (found !== undefined) {
      if (found.client.id !== client.boundId) {
        throw new OAuthError('invalid_grant', 'The token was issued to another client.');
      }
      await needs.families.revoke(found.key);
      recordSuccess({ client: found.client }, { needs, requestContext, operation: 'revoke' });
    }
    return empty(200, { 'cache-control': 'no-store', pragma: 'no-cache' });
  });
}
