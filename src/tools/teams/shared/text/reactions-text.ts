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
  const people = new Map<string, string[]>();
  for (const reaction of reactions ?? []) {
    const kind = kindOf(reaction);
    const name = nameOf(reaction, names);
    const others = people.get(kind);
    if (others === undefined) people.set(kind, [name]);
    else others.push(name);
  }
  const described = [...people].map(([kind, given]) => `${kind} by ${namesOf(given, MAX_NAMED)}`);
  return described.length === 0 ? [] : [`[reactions: ${described.join('; ')}]`];
}

function kindOf({ reactionType, displayName }: Reaction): string {
  return cell((reactionType === 'custom' && displayName) || reactionType || 'unknown', 40);
}

function nameOf({ user }: Reaction, names: ReadonlyMap<string, string>): string {
  return user?.user?.displayName || names.get(user?.user?.id ?? '') || '';
}
