import { describe, expect, it } from 'vitest';

import { clientBackLink } from '../../../src/oauth/browser/authorization-response.ts';
import { ORIGIN } from '../../kit/oauth/oauth-world.ts';
import { LOOPBACK } from '../flow.ts';

describe('a link back to the client', () => {
  const linkTo = (redirectUri: string) =>
    clientBackLink(
      { redirectUri, name: 'App' },
      { error: 'access_denied', error_description: 'The sign-in was refused.' },
      ORIGIN,
    );

  it('is built for a valid redirect URI, and never for a malformed or hostile one', () => {
    expect(linkTo(LOOPBACK)).toBeDefined();
    for (const uri of ['javascript:alert(1)', 'http://evil.example/cb', '/callback'])
      expect(linkTo(uri)).toBeUndefined();
  });
});
