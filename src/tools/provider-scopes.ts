import { isWithin } from '../policy/facts.ts';
import type { EnabledTools } from './scopes.ts';
import type { ToolRecord } from './tool-record.ts';

/** Returns the scopes that a provider's enabled tools need. Users are never asked for any other scopes. */
export function providerScopesOf(
  tools: readonly ToolRecord[],
  provider: string,
  rules: EnabledTools,
): readonly string[] {
  const enabled = tools.filter(
    (tool) =>
      tool.provider === provider &&
      isWithin(rules.toolsets, tool.area) &&
      isWithin(rules.enabledTools, tool.name) &&
      !(rules.readOnly && tool.kind !== 'read'),
  );
  return [...new Set(enabled.flatMap(({ providerScopes = [] }) => providerScopes))].toSorted();
}
