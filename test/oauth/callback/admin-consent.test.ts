import { describe, expect, it } from 'vitest';

import { createWorld, ORIGIN } from '../../kit/oauth/oauth-world.ts';
import { callback } from '../endpoints.ts';

const TRACE = '2f7a1c44-9f0e-4d67-8a3b-51d0c6b7e201';

describe("an administrator's consent", () => {
  it.each([
    ['admin_consent=True&tenant=x', 'Permissions are set'],
    ['admin_consent=True&error=access_denied&error_description=AADSTS65004', 'Nothing has changed'],
    ['error=access_denied&error_subcode=cancel', 'Nothing has changed'],
    ['error=permission_denied&error_description=The+admin+canceled+the+request', 'Nothing has changed'],
  ])('leads to a page without details if the administrator returns with %s', async (query, title) => {
    const world = createWorld();
    const answer = await callback(new Request(`${ORIGIN}/callback?${query}`), world);
    expect(answer.status).toBe(200);
    const markup = await answer.text();
    expect(markup).toContain(title);
    expect(markup).not.toContain('AADSTS');
  });

  it.each([
    [
      'AADSTS50020',
      'has not been invited to this one',
      'sign in with your work account',
      '/oauth2/v2.0/logout',
    ],
    [
      'AADSTS650052',
      'has not enabled, a service',
      'assign the missing licence',
      'https://admin.microsoft.com',
    ],
    ['AADSTS999999', 'a reason that this server does not recognise', 'sign-in log', '/error?code=999999'],
  ])('is explained to the administrator if Entra refuses it: %s', async (code, ...parts) => {
    const description = `${code}: Ana's account was refused.\r\nTrace ID: ${TRACE}\r\nTimestamp: 2026-11-30 03:00:00Z`;
    const query = new URLSearchParams({
      admin_consent: 'True',
      error: 'access_denied',
      error_description: description,
    });
    const answer = await callback(new Request(`${ORIGIN}/callback?${query}`), createWorld());
    expect(answer.status).toBe(400);
    const markup = await answer.text();
    for (const part of ['The permissions were not granted', code, TRACE, ...parts])
      expect(markup).toContain(part);
    expect(markup).toContain('open the link for administrators again');
    expect(markup).not.toMatch(/Ana|start again in your app/);
  });
});
