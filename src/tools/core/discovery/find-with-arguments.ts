import { counted } from '../../../base/text/counted.ts';
import type { Method } from '../../../graph/operations/index-file.ts';
import type { Hit, SearchedTool } from '../../../graph/operations/search/operation-search.ts';
import type { ToolState } from '../../tool-state.ts';
import { cell } from '../../output/untrusted.ts';
import type { AllowedSearch } from './allowed-search.ts';
import { argumentsOf } from './arguments-of-tool.ts';

type FoundTool = ToolState['tool'] & SearchedTool;

type Scope = {
  readonly tools: readonly FoundTool[];
  readonly method: Method | undefined;
  readonly area: string | undefined;
  readonly allowed: AllowedSearch;
};

/** People also ask in other languages, but the index contains English words only. */
export const NOTHING_MATCHES = 'Nothing matches. Use other words, in English, or leave out method and area.';

const MOST_STEPS = 8;
/** Maximum number of hits for each step. */
const MOST_HITS = 4;
/** Tools with at least this fraction of the best tool's score are also described. */
const AS_GOOD = 0.95;
const MOST_DESCRIBED = 2;
const MOST_NAMED = 2;
/**
 * Operations are named only if every tool scores less than this fraction of the best hit, because a tool is easier to
 * use.
 */
const TOOL_FIRST = 0.7;

/** Whether an operation is named, given its score and the score of the best tool. */
export function isNamed(score: number, ofBestTool: number): boolean {
  return ofBestTool < score * TOOL_FIRST;
}

/**
 * Finds the tools for each step of a task, for clients that see only this tool and the tools that run other tools. For
 * each step, describes the best tools with their arguments, and lists only the names of the next best tools.
 */
export function findWithArguments(query: string, scope: Scope): readonly string[] {
  const steps = query
    .split(/[;\n]/)
    .map((step) => step.trim())
    .filter((step) => step !== '');
  const known = new Set<string>();
  const found = steps.slice(0, MOST_STEPS).map((step) => ({ step, lines: linesFor(step, scope, known) }));
  const lines = found.flatMap((one) => one.lines ?? []);
  const unmatched = found.filter((one) => one.lines === undefined).map(({ step }) => `"${cell(step, 100)}"`);
  if (unmatched.length === found.length) return [NOTHING_MATCHES];
  const dropped = steps.length - MOST_STEPS;
  return [
    ...(lines.length > 0 ? ['Best matches for each step. Arguments with * are required.'] : []),
    ...lines,
    ...(lines.some((line) => /^[A-Z]{3,6} \//.test(line)) ? [HOW_TO_USE_OPERATIONS] : []),
    ...(unmatched.length > 0
      ? [`Nothing matches ${unmatched.join(', ')}. Search for it in other words, in English.`]
      : []),
    ...(dropped > 0
      ? [`Not searched: ${counted(dropped, 'more step')}. Search for the rest in another call.`]
      : []),
  ];
}

const HOW_TO_USE_OPERATIONS =
  'For a path: graph_describe_operation (operation*: such as GET /me), graph_get (path*) or graph_write.';

/**
 * Returns undefined if nothing matches, and no lines if everything that matches is already described or refused by
 * policy.
 */
function linesFor(step: string, scope: Scope, known: Set<string>): readonly string[] | undefined {
  const { tools, method, area, allowed } = scope;
  const byName = tools.find(({ name }) => name === step);
  if (byName !== undefined) return describeOnce(byName, known);
  const hits = allowed.search(step, { tools, method, area, most: MOST_HITS });
  const canUseGraph = tools.some(({ name }) => name === 'graph_get');
  const operations = canUseGraph ? hits.filter((hit) => !isTool(hit)) : [];
  const found = hits.filter(isTool);
  if (found.length + operations.length === 0) return allowed.isIncomplete(step) ? [] : undefined;
  const bestScore = found[0]?.score ?? 0;
  const described = found.filter(({ score }) => score >= bestScore * AS_GOOD).slice(0, MOST_DESCRIBED);
  const named = found.filter((hit) => !described.includes(hit)).slice(0, MOST_NAMED);
  const lead = operations[0]?.score ?? 0;
  return [
    ...(isNamed(lead, bestScore) ? operations.slice(0, MOST_NAMED).map(nameOf) : []),
    ...described.flatMap(({ tool }) => describeOnce(tool, known)),
    ...(named.length === 0 ? [] : [`Also: ${named.map(nameOf).join(', ')}`]),
  ];
}

type ToolHit = Extract<Hit<FoundTool>, { operation?: undefined }>;

function isTool(hit: Hit<FoundTool>): hit is ToolHit {
  return hit.tool !== undefined;
}

function nameOf({ tool, operation }: Hit<FoundTool>): string {
  return operation === undefined ? tool.name : `${operation.method} ${operation.path}`;
}

function describeOnce(tool: FoundTool, known: Set<string>): readonly string[] {
  if (known.has(tool.name)) return [];
  known.add(tool.name);
  const kind = tool.kind === 'read' ? 'read' : 'write';
  return [`${tool.name} (${kind}): ${tool.about} ${argumentsOf(tool.inputSchema)}`];
}
