import { describe, expect, it } from 'vitest';

import { authorizeRules } from '../../../src/oauth/authorize/authorize-rules.ts';

describe('the rules of /authorize', () => {
  it('trust client and redirect URI before any failure goes to the client', () => {
    expect(authorizeRules.map(({ name, failureGoesTo }) => `${name}: ${failureGoesTo}`)).toEqual([
      'client: page',
      'redirect URI: page',
      'allow-list: page',
      'state: page',
      'request object: client',
      'response type: client',
      'PKCE: client',
      'scope: client',
      'resource: client',
      'prompt: client',
    ]);
  });
});
