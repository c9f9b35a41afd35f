import type { Caller } from '../policy/caller.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tool } from '../tools/define.ts';

/** The tools by name, in their fixed order. */
export type Catalogue = {
  find(name: string): Tool | undefined;
  /** The tools on this caller's list, in the order of the catalogue. */
  visibleTo(caller: Caller, policy: Policy): readonly Tool[];
};

export function createCatalogue(tools: readonly Tool[]): Catalogue {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return {
    find: (name) => byName.get(name),
    visibleTo: (caller, policy) => tools.filter((tool) => policy.visible(caller, tool)),
  };
}

/** The names most similar to the given one, at most three. */
export function closest(name: string, names: readonly string[]): readonly string[] {
  const wanted = letterPairs(name);
  const matches = names
    .map((candidate) => ({ candidate, score: similarity(wanted, letterPairs(candidate)) }))
    .sort((a, b) => b.score - a.score);
  const enough = Math.max(0.4, 0.8 * (matches[0]?.score ?? 0));
  return matches
    .filter((match) => match.score >= enough)
    .slice(0, 3)
    .map((match) => match.candidate);
}

/** Pairs of adjacent letters, by which `sendMail`, `send-mail` and `send_mail` are the same name. */
function letterPairs(name: string): ReadonlySet<string> {
  const letters = name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return new Set(Array.from(letters.slice(1), (letter, index) => `${letters[index]}${letter}`));
}

/** The Dice coefficient: the share of pairs that two names have in common. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
