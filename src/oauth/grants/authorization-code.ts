import { OAuthError } from '../../errors.ts';
import { recordRefusal } from '../oauth-audit.ts';
import { checkAllowedClient } from '../clients/oauth-client.ts';
import { findCode, markUsed, openCode, type FoundCode, type GrantInCode } from '../tokens/code.ts';
import { digest } from '../../base/sha256.ts';
import { personPartition, type FamilyKey } from '../tokens/family-key.ts';
import { issueTokens } from '../tokens/token-response.ts';
import { verifierMatches } from '../authorize/check-pkce.ts';
import { checkResource } from '../authorize/check-resource.ts';
import type { GrantNeeds, TokenRequest } from './grant.ts';

/**
 * Redeems a code (OAuth 2.1, 4.1.3). A request that proves nothing changes nothing: the code stays good for its
 * owner. A code that is used twice ends the family that came of the first use (RFC 6749, 4.1.2).
 */
export async function redeemCode(request: TokenRequest, needs: GrantNeeds): Promise<Response> {
  const code = request.form['code'];
  if (code === undefined) throw new OAuthError('invalid_request', 'The code is missing.');
  const found = await findCode(code, needs);
  if (found === undefined) throw notValid();
  requireBindings(found, request);
  checkResource(request.form['resource'], needs.config.publicUrl);
  if (found.state === 'used') return replayed(found, request, needs);
  const content = await openCode(code, found, needs);
  if (content === undefined) throw notValid();
  checkAllowedClient(content.client, needs.config);
  return start(code, { found, content }, request, needs);
}

/** Client, redirect URI and verifier; what is missing is said, what is wrong is not. */
function requireBindings(found: FoundCode, { form, client }: TokenRequest): void {
  const { redirect_uri: redirectUri, code_verifier: verifier } = form;
  if (redirectUri === undefined) throw new OAuthError('invalid_request', 'The redirect_uri is missing.');
  if (verifier === undefined) throw new OAuthError('invalid_request', 'The code_verifier is missing.');
  const bound =
    found.client === client.boundId &&
    found.redirect === digest(redirectUri) &&
    verifierMatches(verifier, found.challenge);
  if (!bound) throw notValid();
}

/** The family is there before the code is marked, so that a code is never spent for nothing. */
async function start(
  code: string,
  { found, content }: { found: FoundCode; content: GrantInCode },
  request: TokenRequest,
  needs: GrantNeeds,
): Promise<Response> {
  const family = needs.families.newKey(personPartition(content));
  await needs.families.start(family, content.client, request.requestContext.address);
  if (!(await markUsed(found, family, needs))) {
    await needs.families.revoke(family);
    const winner = await findCode(code, needs);
    if (winner?.state === 'used') return replayed(winner, request, needs);
    throw notValid();
  }
  return issueTokens(
    { ...content, refreshToken: content.refreshToken, family: { ...family, generation: 0 } },
    needs,
  );
}

async function replayed(
  used: FoundCode & { state: 'used' },
  { requestContext }: TokenRequest,
  needs: GrantNeeds,
): Promise<never> {
  const family: FamilyKey = { partition: used.partition, id: used.family };
  const client = (await needs.families.read(family))?.client;
  await needs.families.revoke(family);
  recordRefusal('code_replayed', client, { needs, requestContext, operation: 'token' });
  throw notValid();
}

function notValid(): OAuthError {
  return new OAuthError('invalid_grant', 'The code is not valid, not for this client, or used already.');
}
