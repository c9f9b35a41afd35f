import { OAuthError } from '../../errors.ts';
import { SCOPE } from '../../http/bearer.ts';

const ignored = new Set(['openid', 'profile', 'email', 'offline_access']);

/**
 * Accepts Portico's scope or none, and grants that scope in both cases. OpenID scopes are ignored, because no id_token
 * is issued.
 */
export function checkScope(requested: string | undefined): void {
  for (const scope of requested?.split(' ') ?? []) {
    if (scope !== '' && scope !== SCOPE && !ignored.has(scope)) {
      throw new OAuthError('invalid_scope', `This server supports only the scope ${SCOPE}.`);
    }
  }
}
