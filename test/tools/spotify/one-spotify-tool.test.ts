import { expect, it } from 'vitest';

import { linkedCatalogue } from '../../../src/tools/catalogue.gen.ts';
import { linkAccount, linkIn, WITH_SPOTIFY } from '../../kit/linked/link-account.ts';
import { signIn } from '../../kit/oauth/sign-in.ts';
import { postMcp, resultOf, startPortico, toolCall } from '../../kit/start-portico.ts';

const reads = linkedCatalogue.filter(({ kind }) => kind === 'read');

it.each(reads.map(({ name, example }) => [name, (example?.args ?? {}) as Record<string, unknown>]))(
  '%s has all the permissions that it needs even if it is the only enabled tool',
  async (name, args) => {
    const world = await startPortico({ ENABLED_TOOLS: name }, Date.now, undefined, { spotify: true });
    const { accessToken: token } = await signIn({ origin: world.origin, person: 'ana.silva' });
    const call = async () =>
      resultOf(await postMcp(world, toolCall(name, args), { token, query: WITH_SPOTIFY }));
    await linkAccount(linkIn((await call()).text), { person: 'ana.silva', account: 'ana.silva' });
    const { text, isError } = await call();
    expect([isError, linkIn(text)]).toEqual([false, '']);
    await world.close();
  },
);
