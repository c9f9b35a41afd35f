import { broadest, permissionInWords } from '../graph/permissions.ts';
import { isWithin, type PolicyRules } from '../policy/facts.ts';
import type { ToolRecord } from './tool-record.ts';

/** A Graph permission and a description of what it allows, for the user who is asked to consent. */
export type ScopeInWords = { readonly name: string; readonly words: string };

/** The settings that decide which tools an organisation has: `TOOLSETS`, `ENABLED_TOOLS` and `READ_ONLY`. */
export type EnabledTools = Pick<PolicyRules, 'toolsets' | 'enabledTools' | 'readOnly'>;

const everything: EnabledTools = { toolsets: 'all', enabledTools: 'all', readOnly: false };

/**
 * Returns the enabled tools' Graph permissions for the consent page, in alphabetical order. Omits each permission that
 * another permission includes. The permissions in a tool's `scopesElsewhere` count only if their area is enabled.
 */
export function scopesOf(
  tools: readonly ToolRecord[],
  rules: EnabledTools = everything,
): readonly ScopeInWords[] {
  const isEnabled = ({ name }: ToolRecord): boolean => isWithin(rules.enabledTools, name);
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
