import { digest } from '../../../base/sha256.ts';
import { requireParameter, type EntraRequest } from '../entra-request.ts';
import { activePerson, findCode, type Code, type Directory } from '../entra-directory.ts';
import { EntraRefusal } from '../entra-errors.ts';
import { readScope } from '../tokens/read-scope.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';

const CODE_LIFETIME_MILLISECONDS = 10 * 60 * 1000;

/**
 * Redeems a code. A code is valid once, for ten minutes. The redirect URI must be the one in the authorization request,
 * and the code verifier must match the challenge.
 */
export async function redeemCode(
  request: EntraRequest,
  directory: Directory,
): Promise<Record<string, unknown>> {
  const code = findCode(directory, requireParameter(request, 'code'));
  if (code === undefined) throw new EntraRefusal(70000);
  directory.injected.apply('code', code.person);
  if (code.redeemed) throw new EntraRefusal(54005);
  if (directory.now() - code.issuedAt > CODE_LIFETIME_MILLISECONDS) throw new EntraRefusal(70008);
  if (requireParameter(request, 'redirect_uri') !== code.redirectUri) throw new EntraRefusal(500112);
  checkVerifier(code, request.parameters['code_verifier']);
  activePerson(directory, code.person.oid);
  const scope = readScope(request.parameters['scope'] ?? code.scope, directory.consented);
  code.redeemed = true;
  return issueTokens(directory, { signIn: code, scope, nonce: code.nonce });
}

function checkVerifier(code: Code, verifier: string | undefined): void {
  if (code.challenge === undefined) return;
  if (verifier === undefined) throw new EntraRefusal(50148);
  if (digest(verifier) !== code.challenge) throw new EntraRefusal(501481);
}
