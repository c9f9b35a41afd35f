import { describe, expect, it } from 'vitest';

import { OAuthError, UnavailableError } from '../../../src/errors.ts';
import { userinfo } from '../endpoints.ts';
import { signedIn } from '../flow.ts';
import { createWorld, ORIGIN, TENANT } from '../../kit/oauth/oauth-world.ts';

function request(authorization?: string, query = ''): Request {
  return new Request(`${ORIGIN}/userinfo${query}`, {
    ...(authorization !== undefined && { headers: { authorization } }),
  });
}

describe('userinfo', () => {
  it.each(['Bearer', 'bearer'])('returns the user of a token sent with the scheme %s', async (scheme) => {
    const world = createWorld();
    const session = await signedIn(world);
    const answer = await userinfo(request(`${scheme} ${session.access_token}`), world);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { person } = world.shared.entra;
    expect(await answer.json()).toEqual({
      sub: person.oid,
      tid: TENANT,
      name: person.name,
      preferred_username: `${person.alias}@contoso.example`,
    });
  });

  it.each([
    ['a missing Authorization header', undefined],
    ['Basic credentials', 'Basic Zm9vOmJhcg=='],
    ['a scheme alone', 'Bearer'],
  ])('responds to %s with a challenge that has no error code', async (_what, header) => {
    const answer = await userinfo(request(header), createWorld());
    expect(answer.status).toBe(401);
    const challenge = answer.headers.get('www-authenticate');
    expect(challenge).toContain(`resource_metadata="${ORIGIN}/.well-known/oauth-protected-resource"`);
    expect(challenge).not.toContain('error');
    expect(await answer.json()).toMatchObject({ error_description: 'An access token is required.' });
  });

  it('ignores a token in the query', async () => {
    const world = createWorld();
    const session = await signedIn(world);
    const answer = await userinfo(request(undefined, `?access_token=${session.access_token}`), world);
    expect(answer.status).toBe(401);
  });

  it('refuses an invalid token', async () => {
    const answer = await userinfo(request('Bearer garbage'), createWorld());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('returns 403 for a missing scope and 503 during an outage', async () => {
    const refusing = (error: unknown) => ({
      ...createWorld(),
      authenticate: async () => {
        throw error;
      },
    });
    const narrow = new OAuthError('invalid_token', 'The scope access_as_user is missing.', { status: 403 });
    const forbidden = await userinfo(request('Bearer a.b.c'), refusing(narrow));
    expect(forbidden.status).toBe(403);
    expect(forbidden.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    const down = await userinfo(request('Bearer a.b.c'), refusing(new UnavailableError('Key Vault')));
    expect(down.status).toBe(503);
  });
});
