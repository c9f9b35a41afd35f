import type { ToolSelection } from '../policy/caller.ts';
import { presets } from '../policy/presets.ts';
import { areas } from '../tools/areas.ts';
import {
  normaliseName,
  normaliseWord as normalise,
  outputValues,
  PRESET_TOOLS,
  readOnlyValues,
  schemaValues,
} from '../tools/selection-query.ts';

/** The tools that a URL selects, or a message that explains why the URL is invalid. */
export type ToolSelectionResult =
  | { readonly ok: true; readonly selection: ToolSelection }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads `?toolsets=`, `?preset=`, `?readonly=`, `?schema=` and `?output=`. A toolset contains all its tools unless the
 * URL also names a preset. `?toolsets=default,teams` adds a toolset to a preset. Other parameters are ignored, because
 * clients add their own.
 */
export function readToolSelection(given: URLSearchParams): ToolSelectionResult {
  const parameters = new URLSearchParams(
    [...given].map(([name, value]): [string, string] => [normaliseName(name), value]),
  );
  const words = parameters
    .getAll('toolsets')
    .flatMap((list) => list.split(',').map(normalise).filter(Boolean));
  const toolsets = words.filter((word) => word !== PRESET_TOOLS);
  const isAddition = words.length > toolsets.length;
  const unknownToolset = toolsets.find((name) => !(areas as readonly string[]).includes(name));
  if (unknownToolset !== undefined) return unknown('toolset', [PRESET_TOOLS, ...areas], TOOLSETS_ADVICE);
  const requested =
    normalise(parameters.get('preset') ?? '') || (toolsets.length > 0 && !isAddition ? 'all' : 'default');
  const preset = presets.find((name) => name === requested);
  if (preset === undefined) return unknown('preset', presets);
  const switches = readSwitches(parameters);
  if (typeof switches === 'string') return { ok: false, problem: switches };
  const { readOnly, plainSchemas, structured } = switches;
  const selection = {
    preset,
    readOnly,
    ...(toolsets.length > 0 && (isAddition ? { addedToolsets: toolsets } : { toolsets })),
    ...(plainSchemas && { plainSchemas }),
    ...(structured && { structured }),
  };
  return { ok: true, selection };
}

type Switches = { readonly readOnly: boolean; readonly plainSchemas: boolean; readonly structured: boolean };

/** Reads the parameters that have two possible values, or returns a message about the first invalid parameter. */
function readSwitches(parameters: URLSearchParams): Switches | string {
  const valueOf = (name: string, values: ReadonlyMap<string, boolean>, otherwise: string) =>
    values.get(normalise(parameters.get(name) ?? otherwise));
  const readOnly = valueOf('readonly', readOnlyValues, 'off');
  const plainSchemas = valueOf('schema', schemaValues, 'full');
  const structured = valueOf('output', outputValues, 'text');
  if (readOnly === undefined) return 'readonly must be 1 or 0.';
  if (plainSchemas === undefined) return 'schema must be plain or full.';
  if (structured === undefined) return 'output must be structured or text.';
  return { readOnly, plainSchemas, structured };
}

const TOOLSETS_ADVICE = ' Separate several with commas. For every tool, use preset=all.';

/**
 * Returns the message about an unknown name. The message does not repeat the name, because it is untrusted text from
 * the URL.
 */
function unknown(what: string, known: readonly string[], advice = ''): ToolSelectionResult {
  return {
    ok: false,
    problem: `The URL names an unknown ${what}. Use one of: ${known.join(', ')}.${advice}`,
  };
}
