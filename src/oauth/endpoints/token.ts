import { OAuthError } from '../../errors.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { readForm } from '../../http/form.ts';
import { loggingRefusals } from '../oauth-audit.ts';
import { authenticateClient } from '../clients/client-authentication.ts';
import { redeemCode } from '../grants/authorization-code.ts';
import type { Grant, GrantNeeds } from '../grants/grant.ts';
import { refresh } from '../grants/refresh-token.ts';
import type { OAuthNeeds } from '../oauth-needs.ts';

/** The grants of `/token`, by `grant_type`. */
const grants: Readonly<Record<string, Grant>> = { authorization_code: redeemCode, refresh_token: refresh };

/** The names of the grants, as the metadata announces them. */
export const grantTypes: readonly string[] = Object.keys(grants);

type Needs = GrantNeeds & Pick<OAuthNeeds, 'fetchClientMetadata'>;

/** The token endpoint (RFC 6749, 3.2). */
export function token(request: Request, needs: Needs, requestContext: RequestContext): Promise<Response> {
  return loggingRefusals({ needs, requestContext, operation: 'token' }, async () => {
    const form = await readForm(request);
    const type = form['grant_type'];
    if (type === undefined) throw new OAuthError('invalid_request', 'The grant_type is missing.');
    const grant = Object.hasOwn(grants, type) ? grants[type] : undefined;
    if (grant === undefined) {
      throw new OAuthError(
        'unsupported_grant_type',
        `The grant_type must be one of: ${grantTypes.join(', ')}.`,
      );
    }
    const client = await authenticateClient(request, form, needs);
    return grant({ form, client, requestContext }, needs);
  });
}
