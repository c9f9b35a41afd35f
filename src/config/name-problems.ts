import { clientIdSetting, type ProviderName } from './provider-names.ts';
import type { Settings } from './settings.ts';

/** The names that settings can contain. This folder does not import the tools, so the hosts pass in the names. */
export type KnownNames = { readonly toolsets: readonly string[]; readonly tools: readonly KnownTool[] };

type KnownTool = {
  readonly name: string;
  readonly area: string;
  readonly kind: string;
  /** The provider of the linked account that the tool needs. */
  readonly provider?: ProviderName | undefined;
};

/**
 * Finds unknown names. Without this check, a typo would silently remove a toolset or a tool for everybody.
 * The messages do not repeat the entry, which could be a secret pasted into the wrong setting.
 */
export function nameProblems(settings: Settings, { toolsets, tools }: KnownNames): string[] {
  const { TOOLSETS, ENABLED_TOOLS } = settings;
  const names = tools.map(({ name }) => name);
  const unknown = [
    ...unknownEntries('TOOLSETS', TOOLSETS, toolsets).map(
      (entry) => `${entry} is not a toolset. Use all, or some of: ${toolsets.join(', ')}.`,
    ),
    ...unknownEntries('ENABLED_TOOLS', ENABLED_TOOLS, names).map(
      (entry) => `${entry} is not a tool. Use all, or names from docs/tools.md.`,
    ),
  ];
  return unknown.length > 0 || tools.some((tool) => isLeft(settings, tool)) ? unknown : [NOTHING_LEFT];
}

const NOTHING_LEFT =
  'TOOLSETS, ENABLED_TOOLS and READ_ONLY together leave no tools. A tool exists only if TOOLSETS contains its toolset and ENABLED_TOOLS contains its name. READ_ONLY=on removes every tool that makes changes, and the tools of a linked account exist only if its client id is set. docs/tools.md lists the tools of each toolset.';

function isLeft(settings: Settings, { name, area, kind, provider }: KnownTool): boolean {
  const { TOOLSETS, ENABLED_TOOLS, READ_ONLY } = settings;
  return (
    (TOOLSETS === 'all' || TOOLSETS.includes(area)) &&
    (ENABLED_TOOLS === 'all' || ENABLED_TOOLS.includes(name)) &&
    (!READ_ONLY || kind === 'read') &&
    (provider === undefined || settings[clientIdSetting(provider)] !== undefined)
  );
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
