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

  it.each([
    { requireSignIn: false, sendInvitation: true },
    { requireSignIn: null, sendInvitation: true },
    { sendInvitation: true },
    { requireSignIn: true, RequireSignIn: false, sendInvitation: true },
  ])('gives access to everyone with the link if the emailed link may need no sign-in: %j', (more) => {
    expect(outsiders(more)).toEqual(['everyone with the link']);
  });

  it.each([
    { requireSignIn: true, sendInvitation: true },
    { requireSignIn: false, sendInvitation: false },
    { RequireSignIn: true, SendInvitation: true },
    { requireSignIn: true },
  ])('gives access to the colleague only with %j', (more) => {
    expect(outsiders(more)).toEqual([]);
  });
});
