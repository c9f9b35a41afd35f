import { describe, expect, it } from 'vitest';

import { createCsrf } from '../../src/http/csrf.ts';
import { createWorld } from '../kit/oauth/oauth-world.ts';

describe('a CSRF token', () => {
  it("is valid only for the cookie that it was created for, and only under that cookie's name", async () => {
    const csrf = createCsrf(createWorld());
    const pair = await csrf.issue('logout');
    expect(await csrf.verify('logout', pair)).toBe(true);
    expect(await csrf.verify('session', pair)).toBe(false);
    expect(await csrf.verify('logout', { ...pair, cookie: 'other' })).toBe(false);
  });

  it('is invalid if the cookie or the token is missing', async () => {
    const csrf = createCsrf(createWorld());
    const token = await csrf.tokenFor('logout', 'undefined');
    expect(await csrf.verify('logout', { cookie: 'undefined', token })).toBe(true);
    expect(await csrf.verify('logout', { cookie: undefined, token })).toBe(false);
    expect(await csrf.verify('logout', { cookie: 'undefined', token: undefined })).toBe(false);
  });
});
