import { ToolError } from '../../../errors.ts';
import { path } from '../../../graph/request/graph-path.ts';
import type { GraphRequest } from '../../../graph/request/graph-request.ts';
import { read } from '../../../graph/request/read.ts';
import type { ToolCall } from '../../define.ts';
import { people } from '../../input/common-input.ts';
import { isAddress } from '../../input/email-address.ts';
import { findUsers } from '../../input/people/find-user.ts';
import { entityOf } from '../../output/graph-data.ts';
import type { ChangeableGroup } from './changeable-group.ts';
import { labelOf } from '../../output/person.ts';
import type { Candidate } from '../../input/people/match-name.ts';
import { candidateOf, directoryUser } from '../../input/people/people-sources.ts';

/** Maximum number of people in one call: Graph's limit on requests in a batch. */
const MAX_PEOPLE = 20;

export const membersInput = () => people(MAX_PEOPLE).min(1).describe('Names, e.g. Ana.');

/** A user needs one of these roles to change members. */
export const prerequisites = {
  roles: ['owner of the group', 'Groups Administrator', 'User Administrator'],
};

/** `label` is cleaned; `address` is empty if unknown. */
export type MemberToChange = Pick<Candidate, 'id' | 'address' | 'isGuest'> & { readonly label: string };

/**
 * Finds people as `findUsers` does, without duplicates. Also looks up people given by id, so that a preview can name
 * them.
 */
export async function membersToChange(
  given: readonly string[],
  call: ToolCall,
): Promise<readonly MemberToChange[]> {
  const found = new Map((await findUsers(given, call)).map((one) => [one.id, one]));
  const unnamed = [...found.values()].filter(({ address }) => address === '').map(({ id }) => id);
  const looked = await usersAt(unnamed, call);
  return [...found.values()].map((one) => {
    const { id, name, address, isGuest } = looked.get(one.id) ?? one;
    return { id, address, isGuest, label: labelOf(name, address) };
  });
}

/** Returns the users with these ids. Leaves out other objects, such as devices. */
async function usersAt(ids: readonly string[], call: ToolCall): Promise<ReadonlyMap<string, Candidate>> {
  if (ids.length === 0) return new Map();
  const select = Object.keys(directoryUser.shape);
  const requests = ids.map((id) => read(path`/users/${id}`, { select }));
  const answers = await call.batch(requests).catch(withoutNames);
  const users = answers.flatMap((answer) =>
    answer instanceof ToolError ? [] : [candidateOf(entityOf(answer, directoryUser))],
  );
  return new Map(users.map((one) => [one.id, one]));
}

/** People given by id are shown by their ids if the toolset for people is not enabled. */
function withoutNames(error: unknown): readonly ToolError[] {
  if (error instanceof ToolError && error.code === 'refused_by_policy') return [];
  throw error;
}

/**
 * Divides the members into colleagues (by address) and outsiders (by label). Guests count as outsiders even if their
 * address belongs to the organisation. People whose address is unknown also count as outsiders.
 */
export function reachOf(members: readonly MemberToChange[]) {
  const isColleague = ({ address, isGuest }: MemberToChange) => isAddress(address) && !isGuest;
  return {
    recipients: members.filter(isColleague).map(({ address }) => address),
    outsiders: members.filter((one) => !isColleague(one)).map(({ label }) => label),
  };
}

export type MemberChange = {
  readonly request: (member: MemberToChange) => GraphRequest;
  /** The words for what was done, such as `Added to`. */
  readonly done: string;
  /** The words for a change that was not needed, such as `Already in`. */
  readonly unneeded: string;
  /** Whether an error means that there was nothing to change. */
  readonly isUnneeded: (error: ToolError) => boolean;
};

/**
 * Changes each person's membership and reports the outcome. `unchanged` is the number of people whose membership did not
 * have to change. Throws if all changes failed.
 */
export async function changeMembers(
  group: ChangeableGroup,
  members: readonly MemberToChange[],
  { request, done, unneeded, isUnneeded }: MemberChange,
  call: ToolCall,
): Promise<{ readonly text: string; readonly unchanged: number }> {
  const answers = await call.batch(members.map(request));
  const [changed, unchanged, failures]: [string[], string[], string[]] = [[], [], []];
  const errors: ToolError[] = [];
  for (const [index, { label }] of members.entries()) {
    const answer = answers[index];
    if (!(answer instanceof ToolError)) changed.push(label);
    else if (isUnneeded(answer)) unchanged.push(label);
    else {
      errors.push(answer);
      failures.push(`Not changed: ${label}. ${answer.message}`);
    }
  }
  const [first] = errors;
  if (first !== undefined && errors.length === members.length) {
    if (errors.length === 1) throw first;
    const sideEffect = errors.some((one) => one.sideEffect === 'unknown') ? 'unknown' : 'unchanged';
    throw new ToolError(first.code, failures.join('\n'), { sideEffect });
  }
  const lines = [
    ...(changed.length === 0 ? [] : [`${done} ${group.name}: ${changed.join(', ')}.`]),
    ...(unchanged.length === 0 ? [] : [`${unneeded} ${group.name}: ${unchanged.join(', ')}.`]),
    ...failures,
  ];
  return { text: lines.join('\n'), unchanged: unchanged.length };
}
