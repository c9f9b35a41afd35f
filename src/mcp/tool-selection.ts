import type { ToolSelection } from '../policy/caller.ts';
import { areas } from '../tools/areas.ts';
import {
  normaliseWord as normalise,
  readOnlyValues,
  schemaValues,
  selectablePresets,
} from '../tools/selection-query.ts';

/** The tools that a URL selects, or a message that explains why the URL is invalid. */
export type ToolSelectionResult =
  | { readonly ok: true; readonly selection: ToolSelection }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `?toolsets=`, `?preset=`, `?readonly=` and `?schema=`. Toolsets are complete unless the URL also names a preset. Other
 * parameters are ignored, because clients add their own.
 */
export function readToolSelection(parameters: URLSearchParams): ToolSelectionResult {
  const toolsets = parameters
    .getAll('toolsets')
    .flatMap((list) => list.split(',').map(normalise).filter(Boolean));
  const unknownToolset = toolsets.find((name) => !(areas as readonly string[]).includes(name));
  if (unknownToolset !== undefined) return unknown('toolset', areas);
  const requested = normalise(parameters.get('preset') ?? '') || (toolsets.length > 0 ? 'all' : 'default');
  const preset = selectablePresets.find((name) => name === requested);
  if (preset === undefined) return unknown('preset', selectablePresets);
  const readOnly = readOnlyValues.get(normalise(parameters.get('readonly') ?? 'off'));
  if (readOnly === undefined) return { ok: false, problem: 'readonly must be 1 or 0.' };
  const plainSchemas = schemaValues.get(normalise(parameters.get('schema') ?? 'full'));
  if (plainSchemas === undefined) return { ok: false, problem: 'schema must be plain or full.' };
  const selection = {
    preset,
    readOnly,
    ...(toolsets.length > 0 && { toolsets }),
    ...(plainSchemas && { plainSchemas }),
  };
  return { ok: true, selection };
}

/** The message does not repeat the name, because it is untrusted text from the URL. */
function unknown(what: string, known: readonly string[]): ToolSelectionResult {
  return { ok: false, problem: `The URL names an unknown ${what}. Use one of: ${known.join(', ')}.` };
}
