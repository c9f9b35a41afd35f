import { claimsChallenge, requestedContexts, requireParameter, type EntraRequest } from '../entra-request.ts';
import { activePerson, findRefreshToken, type Directory } from '../entra-directory.ts';
import { EntraRefusal } from '../entra-errors.ts';
import { readScope } from '../tokens/read-scope.ts';
import { issueTokens } from '../tokens/issue-tokens.ts';

const REFRESH_LIFETIME_MILLISECONDS = 90 * 24 * 60 * 60 * 1000;

/** Issues new tokens. The old refresh token stays valid, as in Entra. */
export async function refresh(request: EntraRequest, directory: Directory): Promise<Record<string, unknown>> {
  const token = findRefreshToken(directory, requireParameter(request, 'refresh_token'));
  if (token === undefined) throw new EntraRefusal(70000);
  directory.injected.apply('refresh', token.person);
  if (token.revoked) throw new EntraRefusal(50173);
  if (directory.now() - token.issuedAt > REFRESH_LIFETIME_MILLISECONDS) throw new EntraRefusal(700082);
  activePerson(directory, token.person.oid);
  const unmet = requestedContexts(request.parameters['claims']).filter(
    (context) => !token.contexts.includes(context),
  );
  if (unmet.length > 0) throw new EntraRefusal(50076, claimsChallenge(unmet));
  const scope = readScope(request.parameters['scope'] ?? token.scope, directory.consented);
  return issueTokens(directory, { signIn: token, scope, refreshed: true });
}
