import * as z from 'zod';

import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import { equal, searchPhrase } from '../../../graph/request/odata.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { bareAddress, isAddress } from '../../input/email-address.ts';
import { foldName, listNames } from '../../input/pick-by-name.ts';
import { entityOf, hasMore, itemsOf } from '../../output/graph-data.ts';
import { text } from '../../output/graph-schema.ts';
import { cell } from '../../output/untrusted.ts';

const directoryUser = z.object({ id: z.string(), displayName: text, mail: text, userPrincipalName: text });

type DirectoryUser = z.output<typeof directoryUser>;

export type FoundUser = { readonly id: string; readonly name: string; readonly address: string };

const select = Object.keys(directoryUser.shape);

/** The maximum number of directory entries that a name is compared with. */
const MOST_CANDIDATES = 25;

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Describes an argument that names a person. */
export const person = (what: string) => z.string().min(1).max(320).describe(what);

/**
 * Returns the Graph path of a person, who can be given as `me`, an id, an address or a name. Only a name is looked up.
 * Throws `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`.
 */
export async function userPath(given: string | undefined, call: Pick<ToolCall, 'graph'>): Promise<string> {
  if (given === undefined || isMe(given)) return '/me';
  const address = bareAddress(given);
  if (guid.test(address) || isAddress(address)) return path`/users/${address}`;
  return path`/users/${(await findByName(given, call)).id}`;
}

/**
 * Finds a person by `me`, id, address or name. An id is returned without a look-up. Throws `ToolError('ambiguous')` with
 * the candidates, or `ToolError('not_found')`.
 */
export async function findUser(given: string, call: Pick<ToolCall, 'graph' | 'caller'>): Promise<FoundUser> {
  if (isMe(given)) return { id: call.caller.oid, name: 'me', address: '' };
  const address = bareAddress(given);
  if (guid.test(address)) return { id: address.toLowerCase(), name: address, address: '' };
  return isAddress(address) ? findByAddress(address, call) : findByName(given, call);
}

/** Returns the `$search` clauses for a person's name or the beginning of an address. */
export function nameSearch(given: string): string {
  const words = given.trim();
  return ['displayName', 'mail'].map((property) => searchPhrase(`${property}:${words}`)).join(' OR ');
}

function isMe(given: string): boolean {
  return /^(?:me|myself)$/i.test(given.trim());
}

/** An address can differ from the name for signing in, by which Graph addresses users. */
async function findByAddress(address: string, call: Pick<ToolCall, 'graph'>): Promise<FoundUser> {
  try {
    return describe(entityOf(await call.graph(read(path`/users/${address}`, { select })), directoryUser));
  } catch (error) {
    if (!(error instanceof ToolError && error.code === 'not_found')) throw error;
  }
  const answer = await call.graph(read('/users', { select, filter: [equal('mail', address)], top: 2 }));
  const [only, other] = itemsOf(answer, directoryUser);
  if (only !== undefined && other === undefined) return describe(only);
  throw notFound(address);
}

async function findByName(given: string, call: Pick<ToolCall, 'graph'>): Promise<FoundUser> {
  const answer = await call.graph(
    read('/users', { select, search: nameSearch(given), top: MOST_CANDIDATES }),
  );
  const found = itemsOf(answer, directoryUser).map(describe);
  const exact = found.filter(({ name }) => foldName(name) === foldName(given));
  const matches = exact.length > 0 ? exact : found;
  const [only, ...others] = matches;
  if (only === undefined) throw notFound(given);
  if (others.length === 0 && !hasMore(answer)) return only;
  const candidates = matches.map((one) => ({ ...one, detail: one.address }));
  throw new ToolError(
    'ambiguous',
    `"${cell(given)}" matches several people: ${listNames(candidates, false)}.${hasMore(answer) ? ' There are more.' : ''} Call again with the address of the intended person.`,
  );
}

function describe({ id, displayName, mail, userPrincipalName }: DirectoryUser): FoundUser {
  const address = mail || userPrincipalName || '';
  return { id, name: displayName || address, address };
}

function notFound(given: string): ToolError {
  return new ToolError(
    'not_found',
    `The directory has nobody with the name or address "${cell(given)}". Call list_users with another part of the name.`,
  );
}
