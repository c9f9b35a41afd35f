import { afterEach, describe, expect, it } from 'vitest';

import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall, type World } from '../../kit/start-portico.ts';

const OTHER_TENANT = '0f0e0d0c-0b0a-4908-8706-050403020100';
const GUEST = 'lena.fischer';

let world: World;
afterEach(() => world.close());

/** Starts a server that several tenants may use. */
async function startForSeveral(settings: Record<string, string> = {}) {
  world = await startPortico({ ALLOWED_TENANTS: OTHER_TENANT, ...settings });
  world.standIns.entra.control.changeManifest({ anyOrganisation: true });
}

describe('a server for several tenants', () => {
  const callAs = async (person: string) => {
    const client = await signIn({ origin: world.origin, person });
    const { accessToken: token } = await client.refresh();
    return resultOf(await postMcp(world, toolCall('get_me'), { token }));
  };

  it('lets a member of its own tenant sign in, refresh and call a tool', async () => {
    await startForSeveral();
    expect(await callAs('ana.silva')).toMatchObject({ isError: false });
  });

  it('lets a guest of its own tenant sign in, refresh and call a tool if guests are allowed', async () => {
    await startForSeveral({ ALLOW_GUESTS: 'on' });
    expect(await callAs(GUEST)).toMatchObject({ isError: false });
  });

  it('refuses the account of a guest whose own organisation is not allowed, unless guests are allowed', async () => {
    await startForSeveral();
    await expect(callAs(GUEST)).rejects.toThrow('sign-in ended with 403 at /callback');
  });
});
