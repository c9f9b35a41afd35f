import { OAuthError } from '../../errors.ts';
import { readForm } from '../../http/form.ts';
import type { Handler } from '../../http/request-context.ts';
import { empty } from '../../http/response/respond.ts';
import type { Sealer } from '../../secrets/seal.ts';
import type { AuthenticateClient } from '../clients/client-authentication.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Families } from '../tokens/family.ts';
import { familyOfToken } from '../tokens/family-of-token.ts';

type Dependencies = {
  readonly sealer: Sealer;
  readonly families: Families;
  readonly authenticateClient: AuthenticateClient;
  readonly audit: OAuthAudit;
};

/**
 * Serves the revocation endpoint (RFC 7009, section 2). Revoking an access or refresh token ends its family. An unknown
 * token is not an error.
 */
export function createRevoke({ sealer, families, authenticateClient, audit }: Dependencies): Handler {
  return (request, requestContext) =>
    audit.logRefusals({ requestContext, operation: 'revoke' }, async () => {
      const form = await readForm(request);
      const client = await authenticateClient(request, form);
      const token = form['token'];
      if (token === undefined) throw new OAuthError('invalid_request', 'The token is missing.');
      const found = await familyOfToken(token, sealer);
      if (found !== undefined) {
        if (found.client.id !== client.boundId) {
          throw new OAuthError('invalid_grant', 'The token was issued to another client.');
        }
        await families.revoke(found.key);
        audit.recordSuccess({ client: found.client }, { requestContext, operation: 'revoke' });
      }
      return empty(200, { 'cache-control': 'no-store', pragma: 'no-cache' });
    });
}
