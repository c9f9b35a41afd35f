import { describe, expect, it } from 'vitest';

import { notAdmitted } from '../../../src/entra/causes/account-causes.ts';
import { EntraRefusedError } from '../../../src/errors.ts';
import { createWorld, TENANT } from '../../kit/oauth/oauth-world.ts';
import { callback } from '../endpoints.ts';
import { entraAnswer, goToEntra, locationOf } from '../flow.ts';

const OTHER_TENANT = '5e1f0c9a-2d47-4b83-9c60-7a1b3d5f8e24';
const severalTenants = { ALLOWED_TENANTS: `${TENANT} ${OTHER_TENANT}`, ALLOW_GUESTS: 'on' };
const notAllowed = new EntraRefusedError('This organisation is not allowed to use this server.', 0, {
  explanation: { ...notAdmitted, cause: 'This organisation is not allowed to use this server.' },
});

/** Signs in with these settings; Entra's first answer is then refused with `failure`. */
async function refusedOnce(env: Record<string, string>, failure: Error) {
  const { back, browser, world } = await goToEntra(createWorld({ env }));
  world.shared.entra.failure.redeem = failure;
  const answer = await back();
  return { answer, browser, world };
}

describe('a person from an organisation that is not allowed', () => {
  it('signs in again to our own tenant, as a guest, if several tenants and guests are allowed', async () => {
    const { answer, browser, world } = await refusedOnce(severalTenants, notAllowed);
    const again = locationOf(answer);
    expect(again.origin).toBe('https://login.example');
    expect(again.searchParams.get('tenant')).toBe(TENANT);
    delete world.shared.entra.failure.redeem;
    const finished = locationOf(await browser.send(callback, entraAnswer(again.href), world));
    expect(finished.searchParams.has('code')).toBe(true);
    expect(world.shared.entra.calls).toMatchObject({ redeem: 2, redeemAtOwnTenant: 1 });
  });

  it('is refused if our own tenant does not admit them either', async () => {
    const { answer, browser, world } = await refusedOnce(severalTenants, notAllowed);
    const refused = await browser.send(callback, entraAnswer(locationOf(answer).href), world);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('start again in your app');
  });

  it.each([
    ['no guests are allowed', { ALLOWED_TENANTS: severalTenants.ALLOWED_TENANTS }, notAllowed],
    ['only one tenant is allowed', { ALLOW_GUESTS: 'on' }, notAllowed],
    ['the refusal has no explanation', severalTenants, new EntraRefusedError('Refused.', 0)],
    [
      'the refusal has another cause',
      severalTenants,
      new EntraRefusedError('Refused.', 53_003, {
        explanation: { ...notAdmitted, code: 'conditional_access', cause: 'Refused.' },
      }),
    ],
    ['the error is not a refusal by Entra', severalTenants, new Error('Unexpected.')],
  ])('is not asked to sign in again if %s', async (_case, env, failure) => {
    const { answer } = await refusedOnce(env, failure);
    expect(answer.status).toBe(failure instanceof EntraRefusedError ? 403 : 500);
  });
});
