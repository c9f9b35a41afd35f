import type { Settings } from './settings.ts';

/** The names that settings can contain. This folder does not import the tools, so the hosts pass their names. */
export type KnownNames = { readonly toolsets: readonly string[]; readonly tools: readonly string[] };

/**
 * Finds unknown names. Without this check, a typo would silently remove a toolset or a tool for everybody.
 * The messages do not repeat the entry, which could be a secret pasted into the wrong setting.
 */
export function nameProblems(
  { TOOLSETS, ENABLED_TOOLS }: Settings,
  { toolsets, tools }: KnownNames,
): string[] {
  return [
    ...unknownEntries('TOOLSETS', TOOLSETS, toolsets).map(
      (entry) => `${entry} is not a toolset. Use all, or some of: ${toolsets.join(', ')}.`,
    ),
    ...unknownEntries('ENABLED_TOOLS', ENABLED_TOOLS, tools).map(
      (entry) => `${entry} is not a tool. Use all, or names from docs/tools.md.`,
    ),
  ];
}

/** Reports at most the first unknown entry, because one message for each setting is enough. */
function unknownEntries(
  setting: string,
  entries: 'all' | readonly string[],
  known: readonly string[],
): string[] {
  if (entries === 'all') return [];
  const position = entries.findIndex((entry) => !known.includes(entry));
  return position === -1 ? [] : [`${setting}: entry ${position + 1}`];
}
