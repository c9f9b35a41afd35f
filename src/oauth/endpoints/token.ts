import { OAuthError } from '../../errors.ts';
import { readFormParameters, sortParameters } from '../../http/form.ts';
import type { Handler } from '../../http/request-context.ts';
import { json } from '../../http/response/respond.ts';
import { checkOnce } from '../authorize/check-request.ts';
import { checkResources } from '../authorize/check-resource.ts';
import type { AuthenticateClient } from '../clients/client-authentication.ts';
import type { ClientOfRefreshToken } from '../grants/client-of-refresh-token.ts';
import { grantTypes, type GrantType } from '../grants/grant-types.ts';
import type { Grant } from '../grants/grant.ts';
import type { OAuthAudit } from '../oauth-audit.ts';

type Dependencies = {
  readonly publicUrl: string;
  readonly grants: Readonly<Record<GrantType, Grant>>;
  readonly authenticateClient: AuthenticateClient;
  readonly clientOfRefreshToken: ClientOfRefreshToken;
  readonly audit: OAuthAudit;
};

/** Serves the token endpoint (RFC 6749, section 3.2). */
export function createToken({
  publicUrl,
  grants,
  authenticateClient,
  clientOfRefreshToken,
  audit,
}: Dependencies): Handler {
  const namedByToken = async ({ headers }: Request, form: Readonly<Record<string, string>>) => {
    const { grant_type: type, client_id: id, client_secret: secret, refresh_token: token } = form;
    if (type !== 'refresh_token' || token === undefined) return undefined;
    const isNamed = id !== undefined || secret !== undefined || headers.has('authorization');
    return isNamed ? undefined : clientOfRefreshToken(token);
  };
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
      const client = (await namedByToken(request, form)) ?? (await authenticateClient(request, form));
      checkResources(resources, publicUrl);
      const response = await grants[grantType]({ form, client, requestContext });
      return json(response, { headers: { pragma: 'no-cache' } });
    });
}
