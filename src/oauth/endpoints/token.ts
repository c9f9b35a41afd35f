import { OAuthError } from '../../errors.ts';
import { readFormParameters, sortParameters } from '../../http/form.ts';
import { json } from '../../http/response/respond.ts';
import { checkOnce } from '../authorize/check-request.ts';
import { checkResources } from '../authorize/check-resource.ts';
import type { AuthenticateClient } from '../clients/client-authentication.ts';
import { grantTypes, type GrantType } from '../grants/grant-types.ts';
import type { Grant } from '../grants/grant.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Endpoint } from '../oauth-endpoint.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly grants: Readonly<Record<GrantType, Grant>>;
  readonly authenticateClient: AuthenticateClient;
  readonly audit: OAuthAudit;
};

/** The token endpoint (RFC 6749, 3.2). */
export function createToken({ publicUrl, grants, authenticateClient, audit }: Dependencies): Endpoint {
  return (request, requestContext) =>
    audit.logRefusals({ requestContext, operation: 'token' }, async () => {
      const { values: form, resources, repeated } = sortParameters(await readFormParameters(request));
      for (const name of repeated) checkOnce(name, repeated);
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
      checkResources(resources, publicUrl);
      const response = await grants[grantType]({ form, client, requestContext });
      return json(response, { headers: { pragma: 'no-cache' } });
    });
}
