import type { Caller } from '../policy/caller.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tool } from '../tools/define.ts';
import type { ToolRecord } from '../tools/tool-record.ts';

/** All tools, by name and in a fixed order. */
export type Catalogue = {
  /** Loads a tool's code; returns undefined if there is no tool with this name. */
  load(name: string): Promise<Tool | undefined>;
  /** Returns the tools that the caller can see, in catalogue order. */
  visibleTo(caller: Caller, policy: Policy): readonly ToolRecord[];
};

export function createCatalogue<Entry extends ToolRecord>(
  tools: readonly Entry[],
  load: (tool: Entry) => Promise<Tool>,
): Catalogue {
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  return {
    load: async (name) => {
      const tool = byName.get(name);
      return tool && load(tool);
    },
    visibleTo: (caller, policy) => tools.filter((tool) => policy.visible(caller, tool)),
  };
}

/** Returns the most similar names, at most three, best match first. */
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

/**
 * Returns the pairs of adjacent letters, ignoring case and punctuation: `sendMail`, `send-mail` and `send_mail` have
 * the same pairs.
 */
function letterPairs(name: string): ReadonlySet<string> {
  const letters = name
    .slice(0, 64)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return new Set(Array.from(letters.slice(1), (letter, index) => `${letters[index]}${letter}`));
}

/** Returns the Dice coefficient: the proportion of pairs that two names have in common. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}
