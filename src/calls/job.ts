import type { NextPage } from '../graph/request/next-page.ts';
import type { Admission } from '../policy/caller.ts';
import type { ParsedArguments, Tool, ToolCall, ToolResult } from '../tools/define.ts';

/** Work to do once policy has admitted a tool; usually, this means running the tool. */
export type Job<T> = {
  readonly tool: Tool;
  /** The name that the client used, if it differs from the tool's name. */
  readonly calledAs?: string;
  /**
   * The arguments as received. Cursors contain the received arguments instead of the parsed arguments, so that defaults
   * are left out.
   */
  readonly given: unknown;
  /** Called only after policy has admitted the caller, because parsing costs time and memory. */
  parse(): ParsedArguments;
  run(args: Record<string, unknown>, call: ToolCall): Promise<T>;
  /** The position from which a list continues. */
  readonly position?: ListPosition | undefined;
};

export type ListPosition = {
  /** When the list was started, in seconds since 1970. */
  readonly at: number;
  readonly page: NextPage;
  /** The number of this page's rows that earlier calls returned. */
  readonly from: number;
  /** Values that identify the last row that earlier calls returned, because the page can change between two calls. */
  readonly after?: readonly string[];
};

/** How a client can ask the user. */
export type Asking = {
  /** The client can show the user a form if a call's result requests one. */
  readonly showsForms: boolean;
  /** The client can open one of our pages for the user if a call's result requests it. */
  readonly opensPages?: boolean;
  /** The user's answer to an earlier question. `state` was issued with the question. */
  readonly answer?: { readonly state: string; readonly choice: 'approved' | 'rejected' | 'none' };
};

/** The caller and the request that contained the call. */
export type CallContext = {
  readonly admission: Admission;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly signal: AbortSignal;
  readonly asking?: Asking | undefined;
};

export function toolJob(tool: Tool, given: unknown, position?: ListPosition): Job<ToolResult> {
  const run: Job<ToolResult>['run'] = (args, call) => tool.run(args, call);
  return { tool, given, parse: () => tool.parse(given), run, position };
}
