import { ToolError } from '../../../errors.ts';
import type { ToolCall } from '../../define.ts';
import { cell } from '../../output/untrusted.ts';
import { isAddress } from '../email-address.ts';
import { findByName } from './find-by-name.ts';
import { isMe, ownAddress, withMeApart } from './own-address.ts';

/** A person; `name` is undefined if the address was given. */
export type FoundPerson = { readonly address: string; readonly name?: string };

/** The Graph permissions that let tools look up names, for `scopesElsewhere`. */
export const nameScopes = { users: ['People.Read', 'User.ReadBasic.All'] };

/**
 * Finds people by address, by name or by `me`. Names are looked up in the directory and among the people that the
 * caller works with; addresses are not looked up. Throws `ToolError` unless each name belongs to exactly one person.
 */
export async function findPeople(given: readonly string[], call: ToolCall): Promise<readonly FoundPerson[]> {
  const people = withMeApart(given);
  const names = people.filter((one) => !isAddress(one) && !isMe(one));
  const found = await findByName(names, 'addresses', call);
  const own = people.some(isMe) ? await ownAddress(call) : '';
  return people.flatMap(
    (one): readonly FoundPerson[] => found.get(one) ?? [{ address: isMe(one) ? own : one }],
  );
}

/** Returns the addresses of people, without duplicates. Throws the same errors as `findPeople`. */
export async function addressesOf(
  given: readonly string[] | undefined,
  call: ToolCall,
): Promise<readonly string[]> {
  const found = await findPeople(given ?? [], call);
  return [...new Set(found.map(({ address }) => address.toLowerCase()))];
}

/**
 * Like `addressesOf`, but for exactly one person. Throws `ToolError('bad_argument')` if the text names several people.
 */
export async function findAddress(given: string, call: ToolCall): Promise<string> {
  const [person, other] = await findPeople([given], call);
  if (other !== undefined) throw severalPeople(given);
  return person?.address ?? given;
}

/** Returns the error for text that names several people where one person is expected. */
export function severalPeople(given: string): ToolError {
  return new ToolError(
    'bad_argument',
    `"${cell(given)}" names several people, but this argument takes one person: call once for each.`,
  );
}
