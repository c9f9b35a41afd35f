import { describe, expect, it } from 'vitest';

import { createCsrf } from '../../src/http/csrf.ts';
import { createWorld } from '../kit/oauth-world.ts';

describe('a CSRF token', () => {
  it('holds for the cookie that it was made for, under its name, and for no other', async () => {
    const csrf = createCsrf(createWorld());
    const pair = await csrf.issue('logout');
    expect(await csrf.verify('logout', pair)).toBe(true);
    expect(await csrf.verify('session', pair)).toBe(false);
    expect(await csrf.verify('logout', { ...pair, cookie: 'other' })).toBe(false);
  });

  it('does not hold where cookie or token is missing, whatever the other one is', async () => {
    const csrf = createCsrf(createWorld());
    const token = await csrf.tokenFor('logout', 'undefined');
    expect(await csrf.verify('logout', { cookie: 'undefined', token })).toBe(true);
    expect(await csrf.verify('logout', { cookie: undefined, token })).toBe(false);
    expect(await csrf.verify('logout', { cookie: 'undefined', token: undefined })).toBe(false);
  });
});
