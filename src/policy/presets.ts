import type { ToolFacts } from './facts.ts';

/** The presets that a URL can name. */
export const presets = [
  'default',
  'lite',
  'core',
  'discovery',
  'all',
  'readonly',
  'admin',
  'connector',
] as const;

export type PresetName = (typeof presets)[number];

const adminAreas: readonly string[] = ['users', 'groups', 'directory'];

/** The tool that finds all other tools for clients that use the `discovery` preset. */
export const FINDER = 'graph_search_operations';

type Member = Pick<ToolFacts, 'area' | 'kind' | 'presets'>;

/**
 * Presets whose tools are selected by a rule. Any other preset contains the tools whose `presets` property names it.
 */
const rules: Readonly<Partial<Record<PresetName, (tool: Member) => boolean>>> = {
  all: () => true,
  // Every tool can be called, but only the finder and the tools that run other tools are listed.
  discovery: () => true,
  readonly: ({ kind, presets }) => kind === 'read' && presets.includes('default'),
  admin: ({ area, presets }) => adminAreas.includes(area) || presets.includes('core'),
};

export function isInPreset(preset: PresetName, tool: Member): boolean {
  return rules[preset]?.(tool) ?? tool.presets.includes(preset);
}
