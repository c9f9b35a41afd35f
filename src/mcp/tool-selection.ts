import type { ToolSelection } from '../policy/caller.ts';
import { areas } from '../tools/define.ts';

const presets = ['default', 'lite', 'core', 'all'] as const;

/** What a URL asks to see, or the sentence that says which part of it nobody knows. */
export type ToolSelectionResult =
  | { readonly ok: true; readonly selection: ToolSelection }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `?toolsets=`, `?preset=` and `?readonly=`. Named toolsets are shown whole unless a preset is named too;
 * other parameters are left alone, because clients add their own.
 */
export function readToolSelection(parameters: URLSearchParams): ToolSelectionResult {
  const toolsets = parameters
    .getAll('toolsets')
    .flatMap((list) => list.split(',').map(normal).filter(Boolean));
  const strange = toolsets.find((name) => !(areas as readonly string[]).includes(name));
  if (strange !== undefined) return unknown('toolset', areas);
  const asked = normal(parameters.get('preset') ?? '') || (toolsets.length > 0 ? 'all' : 'default');
  const preset = presets.find((name) => name === asked);
  if (preset === undefined) return unknown('preset', presets);
  const readOnly = switches.get(normal(parameters.get('readonly') ?? 'off'));
  if (readOnly === undefined) return { ok: false, problem: 'readonly must be 1 or 0.' };
  return { ok: true, selection: { preset, readOnly, ...(toolsets.length > 0 && { toolsets }) } };
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['on', true],
  ['', true],
  ['0', false],
  ['false', false],
  ['off', false],
]);

function normal(word: string): string {
  return word.trim().toLowerCase();
}

/** The name itself is not repeated: it came with the URL and would only travel on. */
function unknown(what: string, known: readonly string[]): ToolSelectionResult {
  return { ok: false, problem: `The URL names an unknown ${what}. Known are: ${known.join(', ')}.` };
}
