import { isGuid } from '../../../base/text/guid.ts';
import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { equal, searchPhrase } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { entityOf, itemsOf } from '../../output/graph-data.ts';
import { cell } from '../../output/untrusted.ts';
import { oncePerCall } from '../../once-per-call.ts';
import { unlessMissing } from '../../unless-missing.ts';
import { isAddress } from '../email-address.ts';
import { findByName } from './find-by-name.ts';
import { severalPeople } from './find-people.ts';
import type { Candidate } from './match-name.ts';
import { isMe, withMeApart } from './own-address.ts';
import { candidateOf, directoryUser } from './people-sources.ts';

/** The Graph permission that lets tools find users, for `scopesElsewhere`. */
export const userScopes = { users: ['User.ReadBasic.All'] };

const select = Object.keys(directoryUser.shape);

/**
 * Returns the Graph path of a user, given as `me`, an id, an address or a name. Addresses are looked up too, because
 * Graph accepts an address only if it is the sign-in name. Throws `ToolError('ambiguous')` with the candidates, or
 * `ToolError('not_found')`.
 */
export async function userPath(given: string | undefined, call: ToolCall): Promise<string> {
  if (given === undefined || isMe(given)) return '/me';
  try {
    return path`/users/${(await findUser(given, call)).id}`;
  } catch (error) {
    const isUnreadable = error instanceof ToolError && directoryRefusals.has(error.code);
    if (isUnreadable && isAddress(given)) return path`/users/${given}`;
    throw error;
  }
}

/** Error codes for a directory that the caller cannot read. The tool's own request may be allowed nevertheless. */
export const directoryRefusals: ReadonlySet<string> = new Set([
  'missing_permission',
  'missing_role',
  'no_access',
  'refused_by_policy',
]);

/**
 * Finds users by `me`, id, address or name. An id is returned without a look-up. Throws `ToolError('ambiguous')` with
 * the candidates, or `ToolError('not_found')`.
 */
export async function findUsers(given: readonly string[], call: ToolCall): Promise<readonly Candidate[]> {
  const people = withMeApart(given);
  const names = people.filter((one) => !isMe(one) && !isGuid(one) && !isAddress(one));
  const found = await findByName(names, 'users', call);
  const users = await Promise.all(people.map(async (one) => found.get(one) ?? [await findKnown(one, call)]));
  return users.flat();
}

/** Like `findUsers`, for one person. Throws `ToolError('bad_argument')` if the text names several people. */
export async function findUser(given: string, call: ToolCall): Promise<Candidate> {
  const [user, other] = await findUsers([given], call);
  if (user !== undefined && other === undefined) return user;
  throw severalPeople(given);
}

async function findKnown(given: string, call: ToolCall): Promise<Candidate> {
  if (isMe(given)) return { id: call.caller.oid, name: 'me', address: '', isGuest: false };
  return isGuid(given)
    ? { id: given.toLowerCase(), name: given, address: '', isGuest: false }
    : findByAddress(given, call);
}

/** Returns the `$search` clauses for a person's name or the start of an address. */
export function nameSearch(given: string): string {
  const words = given.trim();
  return ['displayName', 'mail'].map((property) => searchPhrase(`${property}:${words}`)).join(' OR ');
}

function findByAddress(address: string, call: ToolCall): Promise<Candidate> {
  return oncePerCall(call, `user ${address}`, () => readByAddress(address, call));
}

async function readByAddress(address: string, call: ToolCall): Promise<Candidate> {
  const answer = await call.graph(read(path`/users/${address}`, { select })).catch(unlessMissing);
  if (answer !== undefined) return candidateOf(entityOf(answer, directoryUser));
  const found = await findByMail(address, call);
  if (found !== undefined) return found;
  throw new ToolError('not_found', `The directory has no user with the address "${cell(address)}".`);
}

/**
 * Finds the user with this mail address. The address can differ from the sign-in name that Graph uses to address users.
 * Returns undefined unless exactly one user has this address.
 */
export async function findByMail(address: string, call: ToolCall): Promise<Candidate | undefined> {
  const answer = await call.graph(read('/users', { select, filter: [equal('mail', address)], top: 2 }));
  const [only, other] = itemsOf(answer, directoryUser);
  return only !== undefined && other === undefined ? candidateOf(only) : undefined;
}
