import * as z from 'zod';

import { ToolError } from '../../errors.ts';
import { literal } from '../../graph/request/odata.ts';
import { read } from '../../graph/request/read.ts';
import type { ToolCall } from '../define.ts';
import { itemsOf } from '../output/graph-data.ts';
import { text } from '../output/graph-schema.ts';
import { cell } from '../output/untrusted.ts';
import { bareAddress, isAddress, MAX_WRITTEN_ADDRESS } from './email-address.ts';

/** The size of one batch. */
const MAX_NAMES = 20;
const MAX_CANDIDATES = 6;

/** People as users name them: addresses, or names of colleagues. */
export const people = (what: string, most: number) =>
  z.array(z.string().min(1).max(MAX_WRITTEN_ADDRESS)).max(most).describe(what);

const user = z.object({
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
});

type User = z.output<typeof user>;

/**
 * Returns an address for each address or name, without duplicates. Throws `ToolError('bad_argument')` for a name that
 * nobody or several colleagues have.
 */
export async function addressesOf(
  given: readonly string[] | undefined,
  call: ToolCall,
): Promise<readonly string[]> {
  const written = (given ?? []).map((one) => ({ one: one.trim(), address: bareAddress(one) }));
  const names = [...new Set(written.flatMap(({ one, address }) => (isAddress(address) ? [] : [one])))];
  if (names.length > MAX_NAMES)
    throw new ToolError(
      'bad_argument',
      `At most ${MAX_NAMES} people can be given by name; give the others' addresses.`,
    );
  const answers = names.length === 0 ? [] : await call.batch(names.map(searchFor));
  const found = new Map(names.map((name, index) => [name, onlyOne(name, answers[index])]));
  return [...new Set(written.map(({ one, address }) => (found.get(one) ?? address).toLowerCase()))];
}

function searchFor(name: string) {
  const begins = ['displayName', 'givenName', 'surname'].map(
    (property) => `startswith(${property},${literal(name)})`,
  );
  return read('/users', {
    select: Object.keys(user.shape),
    filter: [begins.join(' or ')],
    top: MAX_CANDIDATES,
  });
}

function onlyOne(name: string, answer: Awaited<ReturnType<ToolCall['batch']>>[number] | undefined): string {
  if (answer === undefined || answer instanceof ToolError)
    throw new ToolError(
      'bad_argument',
      `${cell(name)} is a name and could not be looked up; give the address. ${answer?.message ?? ''}`,
    );
  const users = itemsOf(answer, user);
  const exact = users.filter(({ displayName }) => displayName?.toLowerCase() === name.toLowerCase());
  const candidates = exact.length === 1 ? exact : users;
  const address = candidates[0]?.mail || candidates[0]?.userPrincipalName;
  if (candidates.length === 1 && address && candidates.every((one) => isNamed(one, name))) return address;
  const shown = candidates
    .map((one) => cell(`${one.displayName} <${one.mail || one.userPrincipalName}>`))
    .join(', ');
  throw new ToolError(
    'bad_argument',
    candidates.length === 0
      ? `No colleague's name begins with ${cell(name)}; give the address.`
      : `It is not clear who ${cell(name)} is; give the address of the one you mean: ${shown}${users.length === MAX_CANDIDATES ? ' and maybe others' : ''}.`,
  );
}

/** Whether whole words of the name were given, so that `Be` is not taken for Ben. */
function isNamed({ displayName, givenName, surname }: User, given: string): boolean {
  const name = given.toLowerCase();
  const whole = displayName?.toLowerCase() ?? '';
  return (
    [whole, givenName?.toLowerCase(), surname?.toLowerCase()].includes(name) || whole.startsWith(`${name} `)
  );
}
