import { demoTenant } from '../../../src/standins/tenant/people.ts';
import type { EntraStandIn } from '../../../src/standins/entra/start-entra.ts';
import { oidOf } from '../../kit/people/named-people.ts';
import { postMcp, resultOf, toolCall } from '../../kit/start-portico.ts';
import { eventually } from './eventually.ts';
import type { TwoHosts } from './two-hosts.ts';

/** The longest delay until a change at one instance, or a block, takes effect everywhere. */
const KNOWN_EVERYWHERE_MS = 10_000;

/** Returns the status of a tool call, or the error message if the tool failed. */
export async function outcome(origin: string, token: string, tool = 'get_me'): Promise<number | string> {
  const response = await postMcp({ origin }, toolCall(tool), { token });
  if (response.status !== 200) {
    await response.body?.cancel();
    return response.status;
  }
  const { isError, text } = await resultOf(response);
  return isError ? text : 200;
}

/** Rejects if a call that starts after ten seconds does not have the expected result on every instance. */
export async function everywhere(
  { instances }: TwoHosts,
  token: string,
  expected: number | RegExp,
  tool?: string,
): Promise<void> {
  const asExpected = async (origin: string) => {
    const seen = await outcome(origin, token, tool);
    return typeof expected === 'number' ? seen === expected : expected.test(String(seen));
  };
  await Promise.all(instances.map(({ origin }) => eventually(() => asExpected(origin), KNOWN_EVERYWHERE_MS)));
}

/** Returns a token that a client could get directly from Entra. */
export function directToken(entra: EntraStandIn, alias: string, azp: string): Promise<string> {
  const who = { tid: demoTenant.id, oid: oidOf(alias), idtyp: 'user', acct: 0 };
  const what = { aud: demoTenant.clientId, azp, scp: 'access_as_user', ver: '2.0' };
  return entra.sign({ ...who, ...what, iss: entra.issuer });
}
