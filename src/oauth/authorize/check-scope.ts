import { OAuthError } from '../../errors.ts';
import { SCOPE } from '../../http/bearer.ts';

export { SCOPE };

const ignored = new Set(['openid', 'profile', 'email', 'offline_access']);

/** The scope that is granted for the scope asked for: always ours. OpenID scopes are accepted and ignored (no id_token is issued). */
export function grantedScope(asked: string | undefined): string {
  for (const scope of asked?.split(' ') ?? []) {
    if (scope !== '' && scope !== SCOPE && !ignored.has(scope)) {
      throw new OAuthError('invalid_scope', `The scope of this server is ${SCOPE}; ask for that one only.`);
    }
  }
  return SCOPE;
}
