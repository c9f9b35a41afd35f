import { OAuthError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm } from '../../http/form.ts';
import { loggingRefusals } from '../oauth-audit.ts';
import { authenticateClient } from '../clients/client-authentication.ts';
import { redeemCode } from '../grants/authorization-code.ts';
import { grantTypes, type GrantType } from '../grants/grant-types.ts';
import type { Grant, GrantNeeds } from '../grants/grant.ts';
import { refresh } from '../grants/refresh-token.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** The grants of `/token`, by `grant_type`. */
const grants: Readonly<Record<GrantType, Grant>> = { authorization_code: redeemCode, refresh_token: refresh };

type Needs = GrantNeeds & Pick<OAuthNeeds, 'fetchClientMetadata'>;

/** The token endpoint (RFC 6749, 3.2). */
export function token(request: Request, needs: Needs, requestContext: RequestContext): Promise<Response> {
  return loggingRefusals({ needs, requestContext, operation: 'token' }, async () => {
    const form = await readForm(request);
    const type = form['grant_type'];
    if (type === undefined) throw new OAuthError('invalid_request', 'The grant_type is missing.');
    const grantType = grantTypes.find((known) => known === type);
    if (grantType === undefined) {
      throw new OAuthError(
        'unsupported_grant_type',
        `The grant_type must be one of: ${grantTypes.join(', ')}.`,
      );
    }
    const client = await authenticateClient(request, form, needs);
    return grants[grantType]({ form, client, requestContext }, needs);
  });
}
