import { OAuthError } from '../../errors.ts';
import { readForm } from '../../http/form.ts';
import { json } from '../../http/response/respond.ts';
import type { AuthenticateClient } from '../clients/client-authentication.ts';
import { grantTypes, type GrantType } from '../grants/grant-types.ts';
import type { Grant } from '../grants/grant.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

type Dependencies = {
  readonly grants: Readonly<Record<GrantType, Grant>>;
  readonly authenticateClient: AuthenticateClient;
  readonly audit: OAuthAudit;
};

/** The token endpoint (RFC 6749, 3.2). */
export function createToken({ grants, authenticateClient, audit }: Dependencies): Endpoint {
  return (request, requestContext) =>
    audit.logRefusals({ requestContext, operation: 'token' }, async () => {
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
      const client = await authenticateClient(request, form);
      const response = await grants[grantType]({ form, client, requestContext });
      return json(response, { headers: { pragma: 'no-cache' } });
    });
}
