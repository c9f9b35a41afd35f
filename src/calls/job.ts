import type { NextPage } from '../graph/request/next-page.ts';
import type { Admission } from '../policy/caller.ts';
import type { ParsedArguments, Tool, ToolCall, ToolResult } from '../tools/define.ts';

/** A piece of work to run under a tool's admission: usually the tool itself. */
export type Job<T> = {
  readonly tool: Tool;
  /** The arguments as received. Cursors seal these, because defaults need not be sealed. */
  readonly given: unknown;
  /** Called after policy has admitted the caller, because it costs time and memory. */
  parse(): ParsedArguments;
  run(args: Record<string, unknown>, call: ToolCall): Promise<T>;
  /** Where a list continues. */
  readonly position?: ListPosition | undefined;
};

export type ListPosition = {
  /** When the list began, in seconds since 1970. */
  readonly at: number;
  readonly page: NextPage;
  /** How many rows of that page have been shown. */
  readonly from: number;
};

/** The caller, and the request that the call came with. */
export type CallContext = {
  readonly admission: Admission;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly signal: AbortSignal;
};

export function toolJob(tool: Tool, given: unknown, position?: ListPosition): Job<ToolResult> {
  const run: Job<ToolResult>['run'] = (args, call) => tool.run(args, call);
  return { tool, given, parse: () => tool.parse(given), run, position };
}
