import { demoTenant, people } from '../../src/standins/tenant/people.ts';
import type { EntraStandIn } from '../../src/standins/entra/entra.ts';
import { postMcp, resultOf, toolCall } from '../kit/start-portico.ts';
import { eventually } from './eventually.ts';
import type { TwoHosts } from './two-hosts.ts';

/** How long what one instance did may be unknown to the other, and a block to both. */
const KNOWN_EVERYWHERE_MS = 10_000;

/** What a call of a tool comes to: its status, or the sentence of a tool that was not carried out. */
export async function outcome(origin: string, token: string, tool = 'get_me'): Promise<number | string> {
  const response = await postMcp({ origin }, toolCall(tool), { token });
  if (response.status !== 200) {
    await response.body?.cancel();
    return response.status;
  }
  const { isError, text } = await resultOf(response);
  return isError ? text : 200;
}

/** Rejects where a call that begins in more than ten seconds comes to anything else at one of the instances. */
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

/** A token that a client has from Entra itself for a person of the demo tenant. */
export function directToken(entra: EntraStandIn, alias: string, azp: string): Promise<string> {
  const who = { tid: demoTenant.id, oid: oidOf(alias), idtyp: 'user', acct: 0 };
  const what = { aud: demoTenant.clientId, azp, scp: 'access_as_user', ver: '2.0' };
  return entra.sign({ ...who, ...what, iss: entra.issuer });
}

/** The object id of a person of the demo tenant. */
export function oidOf(alias: string): string {
  const person = people.find((each) => each.alias === alias);
  if (person === undefined) throw new Error(`nobody is called ${alias}`);
  return person.oid;
}
