import type * as z from 'zod';

import { isGuid } from '../../../../base/text/guid.ts';
import { path } from '../../../../graph/request/graph-path.ts';
import { read } from '../../../../graph/request/read.ts';
import type { ToolCall } from '../../../define.ts';
import { isAddress } from '../../../input/email-address.ts';
import { directoryRefusals, findByMail, findUsers } from '../../../input/people/find-user.ts';
import { candidateOf, directoryUser } from '../../../input/people/people-sources.ts';
import { entityOf } from '../../../output/graph-data.ts';
import { labelOf } from '../../../output/person.ts';
import { cell } from '../../../output/untrusted.ts';
import type { Member } from '../known-members.ts';
import { oncePerCall } from '../../../once-per-call.ts';
import { unlessCode } from '../../../unless-missing.ts';

/** A person to chat with: a colleague, a guest, or a person in another organisation who is known only by address. */
export type ChatPerson = {
  /** The object id, or the address of a person who is not in the directory. */
  readonly reference: string;
  readonly name: string;
  readonly address: string;
  readonly isGuest: boolean;
};

const select = Object.keys(directoryUser.shape);

/** Error codes for a person who is not in the directory, or for a directory that cannot be read. */
const unreadable: ReadonlySet<string> = new Set(['not_found', ...directoryRefusals]);

/**
 * Finds people by name, address or id, and leaves out the caller. Only people given by name must be in the directory.
 * Throws `ToolError('ambiguous')` with the candidates, or `ToolError('not_found')`.
 */
export function findChatPeople(given: readonly string[], call: ToolCall): Promise<readonly ChatPerson[]> {
  return oncePerCall(call, `people ${JSON.stringify(given)}`, async () => {
    const isReference = (one: string) => isAddress(one) || isGuid(one);
    const names = given.filter((one) => !isReference(one));
    const named = names.length === 0 ? [] : await findUsers(names, call);
    const references = [...given.filter(isReference), ...named.map(({ id }) => id)];
    const found = await Promise.all([...new Set(references)].map((one) => personAt(one, call)));
    const others = found.filter(({ reference }) => reference !== call.caller.oid);
    return [...new Map(others.map((one) => [one.reference, one])).values()];
  });
}

async function personAt(reference: string, call: ToolCall): Promise<ChatPerson> {
  const details = (of: string) => call.graph(read(path`/users/${of}`, { select }));
  const known = await details(reference).catch(unlessCode(unreadable));
  if (known !== undefined) return personOf(entityOf(known, directoryUser));
  const byMail = isAddress(reference) ? await idByMail(reference, call) : undefined;
  if (byMail !== undefined) return personOf(entityOf(await details(byMail), directoryUser));
  const address = isAddress(reference) ? reference.toLowerCase() : '';
  return { reference: address || reference.toLowerCase(), name: '', address, isGuest: false };
}

/**
 * Finds the id of a person whose address differs from the sign-in name. Returns undefined if there is no such person or
 * the directory cannot be read.
 */
export async function idByMail(address: string, call: ToolCall): Promise<string | undefined> {
  return (await findByMail(address, call).catch(unlessCode(unreadable)))?.id;
}

function personOf(user: z.output<typeof directoryUser>): ChatPerson {
  const { id, ...facts } = candidateOf(user);
  return { reference: id, ...facts };
}

export function labelOfPerson({ name, address, reference }: ChatPerson): string {
  return labelOf(name, address) || cell(reference, 320);
}

/** Returns the person as a member of the chat, for mentions. */
export function asMember({ reference, name, address, isGuest }: ChatPerson): Member {
  return {
    userId: isGuid(reference) ? reference : undefined,
    displayName: name,
    email: address,
    tenantId: undefined,
    roles: isGuest ? ['guest'] : [],
  };
}

/**
 * Returns the member for Graph's request to create a chat or channel. Guests must have the role `guest`, and all others
 * `owner`. Encodes the reference before doubling its quotes.
 */
export function memberBody({ reference, isGuest }: ChatPerson, call: ToolCall): object {
  const quoted = encodeURIComponent(reference).replaceAll("'", "''");
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [isGuest ? 'guest' : 'owner'],
    'user@odata.bind': `${call.graphOrigin}/v1.0/users('${quoted}')`,
  };
}

/** Returns the caller as a person in a chat. */
export function callerAsPerson({ caller }: ToolCall): ChatPerson {
  return { reference: caller.oid, name: 'me', address: '', isGuest: false };
}
