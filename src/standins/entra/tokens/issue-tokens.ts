import { apiClaims, graphClaims, idClaims } from './token-claims.ts';
import { issueRefreshToken, type Directory, type SignIn } from '../entra-directory.ts';
import type { RequestedScope } from './read-scope.ts';

/** The result of a grant: the sign-in and the tokens that can be issued for it. */
export type GrantResult = {
  readonly signIn: SignIn;
  readonly scope: RequestedScope;
  readonly nonce?: string | undefined;
  readonly refreshed?: boolean;
};

/** Creates the token response, with an ID token and a refresh token if their scopes were requested. */
export async function issueTokens(
  directory: Directory,
  grant: GrantResult,
): Promise<Record<string, unknown>> {
  const { signIn, scope, nonce, refreshed } = grant;
  const claims =
    scope.resource === 'api'
      ? apiClaims(directory, signIn, refreshed)
      : graphClaims(directory, signIn.person, scope.permissions);
  const expiresIn = directory.accessTokenSeconds;
  const clientInfo = { uid: signIn.person.oid, utid: signIn.otherTenant ?? directory.company.id };
  return {
    token_type: 'Bearer',
    scope: scope.echoed,
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: await directory.keys.sign(claims, { expiresIn }),
    ...(scope.offline && {
      refresh_token: issueRefreshToken(directory, signIn, `${scope.echoed} offline_access`),
    }),
    ...(scope.openid && { id_token: await directory.keys.sign(idClaims(directory, signIn, nonce)) }),
    client_info: Buffer.from(JSON.stringify(clientInfo)).toString('base64url'),
  };
}
