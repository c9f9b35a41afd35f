import { digest } from '../../base/sha256.ts';
import type { Config } from '../../config/config.ts';
import { OAuthError } from '../../errors.ts';
import { verifierMatches } from '../authorize/check-pkce.ts';
import { checkAllowedClient, publicRegistration } from '../clients/oauth-client.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Codes, StoredCode } from '../tokens/code.ts';
import type { Families } from '../tokens/family.ts';
import type { IssueTokens } from '../tokens/token-response.ts';
import type { Grant, TokenRequest } from './grant.ts';

type Dependencies = {
  readonly config: Config;
  readonly codes: Codes;
  readonly families: Families;
  readonly issueTokens: IssueTokens;
  readonly audit: OAuthAudit;
};

/**
 * Redeems a code (OAuth 2.1, section 4.1.3) by starting its token family. A family can be started only once. A request
 * whose client, verifier or redirect URI is wrong does not spend the code. Using a code twice ends the family that the
 * first use started (RFC 6749, section 4.1.2). The row of a redeemed code no longer contains tokens.
 */
export function createAuthorizationCodeGrant(dependencies: Dependencies): Grant {
  const { config, codes, families, issueTokens, audit } = dependencies;

  /**
   * Returns the error for a code that cannot be redeemed. Ends the family if the code was used before. Otherwise the
   * code has expired, or its sign-in was revoked.
   */
  const refuse = async (
    { family: key }: StoredCode,
    { requestContext }: TokenRequest,
  ): Promise<OAuthError> => {
    const refusal = notValid();
    const family = await families.read(key);
    if (family !== undefined && !family.pending) {
      await families.revoke(key);
      audit.recordRefusal('code_replayed', family.client, { requestContext, operation: 'token' }, refusal);
    }
    return refusal;
  };

  return async (request) => {
    const { form, client, requestContext } = request;
    const code = form['code'];
    if (code === undefined) throw new OAuthError('invalid_request', 'The code is missing.');
    const stored = await codes.find(code);
    if (stored === undefined) throw notValid();
    checkBindings(stored, request);
    const content = await codes.open(code, stored);
    if (content === undefined) throw await refuse(stored, request);
    checkAllowedClient(content.client, config);
    const token = await families.start(stored.family, requestContext.address);
    if (token === undefined) throw await refuse(stored, request);
    await codes.removeGrant(code, stored);
    return issueTokens({
      ...content,
      refreshToken: content.refreshToken,
      family: { ...stored.family, ...token },
      registration: publicRegistration(client),
    });
  };
}

/**
 * Checks the client, the verifier and, if one was sent, the redirect URI: OAuth 2.1 clients omit the redirect URI and
 * rely on PKCE (OAuth 2.1, section 10.2). The error names a missing parameter, but does not reveal which value is
 * wrong.
 */
function checkBindings(stored: StoredCode, { form, client }: TokenRequest): void {
  const { redirect_uri: redirectUri, code_verifier: verifier } = form;
  if (verifier === undefined) throw new OAuthError('invalid_request', 'The code_verifier is missing.');
  const bound =
    stored.client === client.boundId &&
    (redirectUri === undefined || stored.redirect === digest(redirectUri)) &&
    verifierMatches(verifier, stored.challenge);
  if (!bound) throw notValid();
}

function notValid(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The code is unknown, has expired, was already used or was issued to another client, or the user has ended the sign-in. Sign in again.',
  );
}
