import { oncePerObject } from '../base/cache/once-per-object.ts';
import { isRecord } from '../base/is-record.ts';
import { recordInText } from '../base/json-text.ts';
import type { Caller } from '../policy/caller.ts';
import { FINDER, type PresetName } from '../policy/presets.ts';
import { annotationsOf } from '../tools/annotations.ts';
import type { ToolRecord } from '../tools/tool-record.ts';

/** The call that `run_read_tool` or `run_write_tool` was asked to make, or a message that says what to correct. */
export type DispatchedCall =
  | { readonly ok: true; readonly name: string; readonly given: unknown; readonly mustRead: boolean }
  | { readonly ok: false; readonly message: string };

const READ = 'run_read_tool';
const WRITE = 'run_write_tool';

const inputSchema = {
  type: 'object',
  properties: {
    tool: { type: 'string', description: 'Name.' },
    arguments: { type: 'object', description: 'Such as {"top": 5}.' },
  },
  required: ['tool'],
};

/** These two tools exist only in tools/list: a call to either becomes a call to the tool named in its arguments. */
const readTool = recordOf(READ, {
  title: 'Run a read-only tool',
  kind: 'read',
  about: 'Run a tool marked (read) and return its result.',
});
const writeTool = recordOf(WRITE, {
  title: 'Run a changing tool',
  kind: 'destroy',
  about: 'Run a tool marked (write), which changes or sends something, and return its result.',
});

function recordOf(name: string, facts: Pick<ToolRecord, 'title' | 'kind' | 'about'>): ToolRecord {
  const annotations = annotationsOf({ ...facts, repeat: 'never', openWorld: true });
  return { ...facts, name, area: 'core', presets: [], scopes: [], operation: '', annotations, inputSchema };
}

/**
 * In the `discovery` preset, converts a call to `run_read_tool` or `run_write_tool` into a call to the tool named in
 * the arguments, before policy decides. Returns undefined for any other tool or preset.
 */
export function dispatchedCall(name: string, given: unknown, caller: Caller): DispatchedCall | undefined {
  if (caller.selection.preset !== 'discovery' || (name !== READ && name !== WRITE)) return undefined;
  const wrong = (problem: string): DispatchedCall => ({
    ok: false,
    message: `Invalid arguments for ${name}: ${problem}. Correct them and call again.`,
  });
  const outer = recordOfGiven(given);
  if (outer === undefined || typeof outer['tool'] !== 'string' || outer['tool'] === '')
    return wrong(`tool must be the name of a tool that ${FINDER} returned`);
  const { tool, arguments: inner, ...outside } = outer;
  const args = recordOfGiven(inner);
  if (args === undefined) return wrong('arguments must be an object');
  // Models sometimes write the arguments next to `tool` instead of inside `arguments`, so both places are accepted.
  return { ok: true, name: tool, given: { ...outside, ...args }, mustRead: name === READ };
}

/**
 * Accepts an object. Also accepts null and an empty list, which typed clients and PHP send for absent arguments, and JSON
 * text, because models sometimes send objects as text.
 */
function recordOfGiven(given: unknown): Readonly<Record<string, unknown>> | undefined {
  const isEmptyList = Array.isArray(given) && given.length === 0;
  if (given === undefined || given === null || given === '' || isEmptyList) return {};
  const value = typeof given === 'string' ? recordInText(given) : given;
  return isRecord(value) ? value : undefined;
}

/** Returns the reason why `run_read_tool` does not run a tool whose kind is not `read`. */
export function whyNotRead(name: string): string {
  return `${name} changes or sends something, which ${READ} must not do. Call ${WRITE} with the same arguments.`;
}

/**
 * Returns instructions for repeating a call that has to be confirmed first. Clients can call only the tools that are
 * listed.
 */
export function howToRepeat(dispatcher: string): string {
  return `Make that call with ${dispatcher} again.`;
}

/**
 * Returns instructions for running the tools that are not in `listed`, to be added to texts that name tools; undefined
 * if every tool is listed. Without these instructions, a model would skip steps whose tools it does not see.
 */
export function howToRunUnlisted(listed: readonly ToolRecord[]): string | undefined {
  if (!listed.includes(readTool)) return undefined;
  const changing = listed.includes(writeTool) ? `, or with \`${WRITE}\` if the step is marked *change*` : '';
  return `Your list of tools does not show these tools: run each with \`${READ}\`${changing}.`;
}

/** Returns the tools that tools/list shows for a preset. The caller can call all of `tools`, even those not listed. */
export function listedIn(preset: PresetName, tools: readonly ToolRecord[]): readonly ToolRecord[] {
  if (preset !== 'discovery') return tools;
  const finder = tools.find(({ name }) => name === FINDER);
  // Without the finder, clients could not know which tools exist.
  if (finder === undefined) return tools;
  const changes = tools.some(({ kind }) => kind !== 'read');
  return [describeFinder(finder), readTool, ...(changes ? [writeTool] : [])];
}

/**
 * Returns the finder tool with its description for `discovery`. Cached tool lists are looked up by the identity of
 * their records, so every call must return the same record.
 */
const describeFinder = oncePerObject((finder: ToolRecord): ToolRecord => ({
  ...finder,
  about: 'Find tools and Microsoft Graph operations for a task, with their arguments.',
  inputSchema: {
    type: 'object',
    properties: { query: { type: 'string', description: 'Steps of the task, separated by semicolons.' } },
    required: ['query'],
  },
}));
