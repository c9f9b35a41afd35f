import { OAuthError } from '../../errors.ts';
import { SCOPE } from '../../http/bearer.ts';

const ignored = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Accepts our scope or none; ours is granted either way. OpenID scopes are ignored: no id_token is issued. */
export function checkScope(asked: string | undefined): void {
  for (const scope of asked?.split(' ') ?? []) {
    if (scope !== '' && scope !== SCOPE && !ignored.has(scope)) {
      throw new OAuthError('invalid_scope', `The scope of this server is ${SCOPE}; ask for that one only.`);
    }
  }
}
