import { digest } from '../../base/sha256.ts';
import type { Config } from '../../config/config.ts';
import { OAuthError } from '../../errors.ts';
import { verifierMatches } from '../authorize/check-pkce.ts';
import { checkAllowedClient, publicRegistration } from '../clients/oauth-client.ts';
import type { OAuthAudit } from '../oauth-audit.ts';
import type { Codes, FoundCode, GrantInCode } from '../tokens/code.ts';
import type { Families } from '../tokens/family.ts';
import { personPartition } from '../../state/person-partition.ts';
import type { FamilyKey } from '../tokens/family-key.ts';
import type { IssueTokens, TokenResponse } from '../tokens/token-response.ts';
import type { Grant, TokenRequest } from './grant.ts';

type Dependencies = {
  readonly config: Config;
  readonly codes: Codes;
  readonly families: Families;
  readonly issueTokens: IssueTokens;
  readonly audit: OAuthAudit;
};

/**
 * Redeems a code (OAuth 2.1, section 4.1.3). A request whose client, verifier or redirect URI is wrong does not spend
 * the code. Using a code twice ends the family that its first use started (RFC 6749, section 4.1.2).
 */
export function createAuthorizationCodeGrant(dependencies: Dependencies): Grant {
  const { config, codes, families, issueTokens, audit } = dependencies;

  const refuseReplay = async (
    used: FoundCode & { state: 'used' },
    { requestContext }: TokenRequest,
  ): Promise<OAuthError> => {
    const family: FamilyKey = { partition: used.partition, id: used.family };
    const client = (await families.read(family))?.client;
    await families.revoke(family);
    const refusal = notValid();
    audit.recordRefusal('code_replayed', client, { requestContext, operation: 'token' }, refusal);
    return refusal;
  };

  /** Starts the family before marking the code, so that no code is spent without a family. */
  const startFamily = async (
    code: string,
    { found, content }: { found: FoundCode; content: GrantInCode },
    request: TokenRequest,
  ): Promise<TokenResponse> => {
    const family = families.newKey(personPartition(content));
    const token = await families.start(family, content.client, request.requestContext.address);
    if (!(await codes.markUsed(found, family))) {
      await families.revoke(family);
      const winner = await codes.find(code);
      throw winner?.state === 'used' ? await refuseReplay(winner, request) : notValid();
    }
    return issueTokens({
      ...content,
      refreshToken: content.refreshToken,
      family: { ...family, ...token },
      registration: publicRegistration(request.client),
    });
  };

  return async (request) => {
    const code = request.form['code'];
    if (code === undefined) throw new OAuthError('invalid_request', 'The code is missing.');
    const found = await codes.find(code);
    if (found === undefined) throw notValid();
    checkBindings(found, request);
    if (found.state === 'used') throw await refuseReplay(found, request);
    const content = await codes.open(code, found);
    if (content === undefined) throw notValid();
    checkAllowedClient(content.client, config);
    return startFamily(code, { found, content }, request);
  };
}

/**
 * Checks the client, the verifier and, if one was sent, the redirect URI: OAuth 2.1 clients omit the redirect URI and
 * rely on PKCE (OAuth 2.1, section 10.2). The error names a missing parameter, but does not reveal which value is
 * wrong.
 */
function checkBindings(found: FoundCode, { form, client }: TokenRequest): void {
  const { redirect_uri: redirectUri, code_verifier: verifier } = form;
  if (verifier === undefined) throw new OAuthError('invalid_request', 'The code_verifier is missing.');
  const bound =
    found.client === client.boundId &&
    (redirectUri === undefined || found.redirect === digest(redirectUri)) &&
    verifierMatches(verifier, found.challenge);
  if (!bound) throw notValid();
}

function notValid(): OAuthError {
  return new OAuthError(
    'invalid_grant',
    'The code is invalid, was issued to another client, or was already used.',
  );
}
