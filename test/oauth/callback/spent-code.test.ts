import { expect, it } from 'vitest';

import { ClaimsChallengeError, EntraRefusedError } from '../../../src/errors.ts';
import { personPartition } from '../../../src/state/person-partition.ts';
import { authorize, callback } from '../endpoints.ts';
import {
  answerConsent,
  authorization,
  authorizeRequest,
  entraAnswer,
  locationOf,
  openBrowser,
  pkce,
  registerClient,
} from '../flow.ts';
import { ownerNamed } from '../link-flow.ts';
import { createWorld } from '../../kit/oauth/oauth-world.ts';

const spent = new EntraRefusedError('The code has been used.', 54_005);

/** Starts a sign-in. `back` returns from Entra; redeeming the code then fails with the given error, if any. */
async function atEntra() {
  const world = createWorld();
  const client = await registerClient(world);
  const browser = openBrowser();
  const request = authorizeRequest(authorization(client.client_id, pkce().challenge));
  const page = await browser.send(authorize, request, world);
  const entra = locationOf(await answerConsent(browser, page, world));
  const back = async (from: URL, failure?: Error) => {
    delete world.shared.entra.failure.redeem;
    if (failure !== undefined) world.shared.entra.failure.redeem = failure;
    return browser.send(callback, entraAnswer(from.href), world);
  };
  return { world, browser, entra, back };
}

it('a code that has been used, for example after a reload or a lost answer from Entra, leads to a new sign-in', async () => {
  const { world, browser, entra, back } = await atEntra();
  const again = locationOf(await back(entra, spent));
  expect(again.origin).toBe('https://login.example');
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(again.searchParams.get(name)).not.toBe(entra.searchParams.get(name));
  expect(browser.cookies.size).toBe(1);
  expect(locationOf(await back(again)).searchParams.has('code')).toBe(true);
  expect(browser.cookies.size).toBe(0);
  expect(world.facts.filter(({ phase }) => phase === 'refused')).toEqual([]);
});

it('a second code that has been used is refused', async () => {
  const { world, entra, back } = await atEntra();
  const again = locationOf(await back(entra, spent));
  expect((await back(again, spent)).status).toBe(403);
  expect(world.facts.at(-1)).toMatchObject({ phase: 'refused', decision: { rule: 'AADSTS54005' } });
});

it('a used code is refused in the second sign-in of a step-up, because a new sign-in would lose the claims', async () => {
  const { entra, back } = await atEntra();
  const stepUp = locationOf(await back(entra, new ClaimsChallengeError('{}')));
  expect((await back(stepUp, spent)).status).toBe(403);
});

it('a sign-in after a used code still asks for pending claims', async () => {
  const { world, entra, back } = await atEntra();
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  await world.pendingClaims.remember(personPartition(ownerNamed('ana.silva')), claims);
  const again = locationOf(await back(entra, spent));
  expect(locationOf(await back(again)).searchParams.get('claims')).toBe(claims);
});
