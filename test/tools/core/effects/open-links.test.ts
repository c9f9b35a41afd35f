import { describe, expect, it } from 'vitest';

import { effectsOf } from '../../../../src/tools/core/shared/effects/write-effects.ts';

describe('an invitation to a file for a colleague', () => {
  const recipients = [{ email: 'ben.okafor@contoso.example' }];
  const outsiders = (more: object) =>
    effectsOf({
      method: 'POST',
      path: '/me/drive/items/1/invite',
      body: { recipients, roles: ['read'], ...more },
    }).outsiders;

  it('gives access to everyone with the link if it emails a link that needs no sign-in', () => {
    expect(outsiders({ requireSignIn: false, sendInvitation: true })).toEqual(['everyone with the link']);
  });

  it.each([
    { requireSignIn: true, sendInvitation: true },
    { requireSignIn: false, sendInvitation: false },
    { sendInvitation: true },
  ])('gives only the colleague access if it is sent with %j', (more) => {
    expect(outsiders(more)).toEqual([]);
  });
});
