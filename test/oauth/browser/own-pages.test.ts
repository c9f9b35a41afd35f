import { describe, expect, it } from 'vitest';

import { ClaimsChallengeError } from '../../../src/errors.ts';
import { ORIGIN, type World } from '../../kit/oauth/oauth-world.ts';
import { account, approve, callback, connect, type Endpoint } from '../endpoints.ts';
import { entraAnswer, locationOf, openBrowser } from '../flow.ts';
import { createLinkingWorld, linkFor } from '../link-flow.ts';

describe('the sign-in for one of our own pages', () => {
  const world: World = createLinkingWorld({ url: 'http://127.0.0.1:9' });

  const pages: readonly (readonly [string, Endpoint, () => Promise<string>])[] = [
    ['account', account, async () => `${ORIGIN}/account`],
    ['approval', approve, async () => `${ORIGIN}/approve/${'x'.repeat(30)}`],
    ['link', connect, () => linkFor(world, 'ana.silva')],
  ];

  it.each(pages)(
    'returns to the %s page after a second redirect to Entra if Entra demands claims',
    async (_page, endpoint, address) => {
      const [browser, url] = [openBrowser(), await address()];
      const toEntra = await browser.send(endpoint, new Request(url), world);
      world.shared.entra.failure.redeem = new ClaimsChallengeError('{}');
      const again = await browser.send(callback, entraAnswer(locationOf(toEntra).href), world);
      expect(locationOf(again).searchParams.get('claims')).toBe('{}');
      delete world.shared.entra.failure.redeem;
      const back = await browser.send(callback, entraAnswer(locationOf(again).href), world);
      expect(locationOf(back).href).toBe(url);
    },
  );
});
