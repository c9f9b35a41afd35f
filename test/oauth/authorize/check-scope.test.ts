import { describe, expect, it } from 'vitest';

import { SCOPE } from '../../../src/http/bearer.ts';
import { checkScope } from '../../../src/oauth/authorize/check-scope.ts';

describe('the scope parameter', () => {
  it.each([undefined, 'access_as_user', 'openid profile email offline_access access_as_user', 'openid'])(
    'can be %s, and our scope is granted',
    (scope) => {
      expect(() => checkScope(scope)).not.toThrow();
      expect(SCOPE).toBe('access_as_user');
    },
  );

  it.each(['Mail.Read', 'access_as_user admin', 'ACCESS_AS_USER', '<script>'])('cannot be %s', (scope) => {
    expect(() => checkScope(scope)).toThrow(expect.objectContaining({ code: 'invalid_scope' }));
    expect(() => checkScope(scope)).not.toThrow(scope);
  });
});
