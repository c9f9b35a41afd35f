import { groupBy } from '../../../../base/lists/group-by.ts';
import { cell } from '../../../output/untrusted.ts';
import type { Message, Reaction } from './message.ts';
import { namesOf } from './names-in.ts';

/** Maximum number of people who are named for each reaction. */
const MAX_NAMED = 5;

/**
 * Describes the reactions to a message, such as `[reactions: like by Ben Okafor, 2 more people]`. Graph identifies
 * people only by id; `names` maps known ids to names.
 */
export function reactionsText({ reactions }: Message, names: ReadonlyMap<string, string>): readonly string[] {
  const described = [...groupBy(reactions ?? [], kindOf)].map(([kind, given]) => {
    const people = given.map((one) => nameOf(one, names));
    return `${kind} by ${namesOf(people, MAX_NAMED)}`;
  });
  return described.length === 0 ? [] : [`[reactions: ${described.join('; ')}]`];
}

function kindOf({ reactionType, displayName }: Reaction): string {
  return cell((reactionType === 'custom' && displayName) || reactionType || 'unknown', 40);
}

function nameOf({ user }: Reaction, names: ReadonlyMap<string, string>): string {
  return user?.user?.displayName || names.get(user?.user?.id ?? '') || '';
}
