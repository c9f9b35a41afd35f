import { expect, it } from 'vitest';

import { createBrowser } from '../../../src/standins/browser.ts';
import { confirmationIn } from '../../kit/demo-tenant.ts';
import { linkAccount, linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall } from '../../kit/start-portico.ts';

it('another account can be linked in a browser that is still signed in to the first account at the provider', async () => {
  const world = await startPortico({}, Date.now, undefined, { spotify: true });
  const { accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' });
  const call = async (name: string, args: Record<string, unknown> = {}) =>
    (await resultOf(await postMcp(world, toolCall(name, args), { token, query: WITH_SPOTIFY }))).text;
  const browser = createBrowser();
  for (const account of ['ana.silva', 'dana.levi']) {
    const link = linkIn(await call('get_spotify_profile'));
    expect((await linkAccount(link, { person: 'ana.silva', account, browser })).status).toBe(200);
    expect(await call('get_spotify_profile')).toContain(`(id ${account})`);
    await call('unlink_spotify', { confirmation: confirmationIn(await call('unlink_spotify')) });
  }
  await world.close();
});
