import { broadest, permissionInWords } from '../graph/permissions.ts';
import { isWithin, type PolicyRules } from '../policy/facts.ts';
import type { Tool } from './define.ts';

/** A Graph permission and what it lets Portico do, in words for the person who is asked. */
export type ScopeInWords = { readonly name: string; readonly words: string };

/** Which tools exist for an organisation: `TOOLSETS`, `ENABLED_TOOLS` and `READ_ONLY`. */
export type EnabledTools = Pick<PolicyRules, 'toolsets' | 'enabledTools' | 'readOnly'>;

const everything: EnabledTools = { toolsets: 'all', enabledTools: 'all', readOnly: false };

/**
 * The Graph permissions of the enabled tools for the consent page, in alphabetical order and without those that another
 * one includes. What a tool reads of other areas counts where these are within reach.
 */
export function scopesOf(tools: readonly Tool[], rules: EnabledTools = everything): readonly ScopeInWords[] {
  const isEnabled = ({ name }: Tool): boolean => isWithin(rules.enabledTools, name);
  const isOn = (area: string): boolean =>
    isWithin(rules.toolsets, area) &&
    (rules.enabledTools === 'all' || tools.some((tool) => tool.area === area && isEnabled(tool)));
  const enabled = tools.filter(
    (tool) =>
      isWithin(rules.toolsets, tool.area) && isEnabled(tool) && !(rules.readOnly && tool.kind !== 'read'),
  );
  const all = enabled.flatMap(({ scopes, optionalScopes = [], scopesElsewhere = {} }) => [
    ...scopes,
    ...optionalScopes,
    ...Object.entries(scopesElsewhere).flatMap(([area, names]) => (isOn(area) ? names : [])),
  ]);
  return broadest([...new Set(all)])
    .toSorted()
    .map((name) => ({ name, words: permissionInWords(name) ?? name }));
}
