import { afterAll, beforeAll, expect, it } from 'vitest';

import { demoTenant } from '../../../src/standins/tenant/people.ts';
import { signIn, type SignedIn } from '../../kit/oauth/sign-in.ts';
import { directToken, everywhere, outcome } from './calls.ts';
import { eventually } from './eventually.ts';
import { startTwoHosts, withoutLimits, type TwoHosts } from './two-hosts.ts';
import { oidOf } from '../../kit/people/named-people.ts';

const DIRECT_CLIENT = '11111111-2222-4333-8444-555555555555';
/**
 * Long enough for an instance to notice an outage: blocks are reloaded every ten seconds, and a read from the tables
 * times out after five seconds.
 */
const NOTICED_MS = 30_000;

let hosts: TwoHosts;
beforeAll(async () => {
  hosts = await startTwoHosts({ settings: { ...withoutLimits, ALLOWED_DIRECT_CLIENTS: DIRECT_CLIENT } });
});
afterAll(() => hosts.close());

const signInAs = (person: string) => signIn({ origin: hosts.origin, person });
const refresh = ({ refreshToken, clientId }: SignedIn) => {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId };
  return fetch(`${hosts.origin}/token`, { method: 'POST', body: new URLSearchParams(form) });
};

it('while the tables hang, blocks stay in force, signed-in users are served, and no data is lost', async () => {
  const [honest, blocked] = [await signInAs('ana.silva'), await signInAs('dana.levi')];
  const direct = await directToken(hosts.standIns.entra, 'dana.levi', DIRECT_CLIENT);
  for (const token of [honest.accessToken, blocked.accessToken, direct]) await everywhere(hosts, token, 200);
  await hosts.block('person', demoTenant.id, oidOf('dana.levi'));
  for (const token of [blocked.accessToken, direct]) await everywhere(hosts, token, 403);

  hosts.azurite.pause();
  const asBefore = async ({ origin }: { readonly origin: string }) => {
    const tokens = [honest.accessToken, blocked.accessToken, direct];
    expect(await Promise.all(tokens.map((token) => outcome(origin, token)))).toEqual([200, 403, 403]);
  };
  for (const instance of hosts.instances)
    await eventually(async () => {
      await asBefore(instance);
      return instance.output().includes('"blocks_not_read"');
    }, NOTICED_MS);
  const refused = await refresh(honest);
  expect([refused.status, refused.headers.has('retry-after')]).toEqual([503, true]);
  expect(await refused.json()).toMatchObject({ error: 'temporarily_unavailable' });
  await expect(signInAs('ben.okafor')).rejects.toThrow('temporarily_unavailable');

  hosts.azurite.resume();
  await eventually(async () => (await refresh(honest)).ok, NOTICED_MS);
  await expect(signInAs('ben.okafor')).resolves.toBeDefined();
  for (const instance of hosts.instances) await asBefore(instance);
});
