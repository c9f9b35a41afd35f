import { visibleOnly } from '../base/untrusted-text.ts';
import type { CallTool } from '../calls/call-tool.ts';
import type { CallContext } from '../calls/job.ts';
import type { VisibleTools } from '../calls/catalogue/visible-tools.ts';
import { inputRequired, type InputRequired } from './message/elicitation.ts';
import type { ReadResource, ResourceContents } from './resources/resources.ts';
import type { ServerInfo } from './server-info.ts';
import { createToolListCache, toListedTool, type ListedTool } from './tool-list.ts';
import { errorResult, toCallResult, type CallResult } from './tool-result.ts';

/** The result of a method, or the message of an invalid-params error. */
export type MethodOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly message: string };

/** The MCP methods for one caller and one HTTP request, shared by the fast path and the SDK. */
export type Methods = {
  readonly serverInfo: ServerInfo;
  /** Returns the caller's tools in catalogue order. */
  listTools(): Promise<readonly ListedTool[]>;
  /** Serialises `listTools()` with `write`, cached per format. */
  serialiseTools(format: string, write: (tools: readonly ListedTool[]) => string): Promise<Buffer>;
  callTool(name: string, args: unknown): Promise<MethodOutcome<CallResult | InputRequired>>;
  readResource(uri: string): Promise<MethodOutcome<ResourceContents>>;
  /**
   * Returns an error from a call that concerns the whole request. The endpoint answers it in HTTP instead of JSON-RPC.
   */
  requestError(): unknown;
};

export type MethodsContext = CallContext & {
  /** Whether results can contain resource links, which need revision 2025-06-18 or later. */
  readonly supportsLinks: boolean;
  /** Returns the challenge for an error about the caller's credentials; undefined for any other error. */
  readonly challengeFor: (error: unknown) => string | undefined;
};

/** Creates the methods for one caller and request. Nothing is looked up until a method is called. */
export type MethodsFor = (context: MethodsContext) => Methods;

export function createMethods(dependencies: {
  readonly serverInfo: ServerInfo;
  readonly visibleTools: VisibleTools;
  readonly callTool: CallTool;
  readonly readResource: ReadResource;
}): MethodsFor {
  const { serverInfo, visibleTools, callTool, readResource } = dependencies;
  const serialiseTools = createToolListCache();

  return (context) => {
    let requestError: unknown;
    const form = context.admission.caller.selection;
    return {
      serverInfo,
      listTools: async () => (await visibleTools(context)).map((tool) => toListedTool(tool, form)),
      serialiseTools: async (format, write) =>
        serialiseTools(await visibleTools(context), format, form, write),
      callTool: async (name, args) => {
        const outcome = await callTool(name, args, context);
        if (outcome.kind === 'done')
          return { ok: true, result: toCallResult(outcome.value, context.supportsLinks) };
        if (outcome.kind === 'unconfirmed') {
          const { text, question } = outcome;
          const result = question === undefined ? toCallResult({ text }, false) : inputRequired(question);
          return { ok: true, result };
        }
        if (outcome.kind === 'unknown-tool') return { ok: false, message: outcome.message };
        if (outcome.kind === 'refused') return { ok: true, result: errorResult(outcome.reason) };
        if (!outcome.concernsRequest) return { ok: true, result: errorResult(outcome.text) };
        requestError = outcome.error;
        return { ok: true, result: errorResult(outcome.text, context.challengeFor(outcome.error)) };
      },
      readResource: async (uri) => {
        const outcome = await readResource(uri, context);
        if (outcome.kind === 'done') return { ok: true, result: outcome.value };
        if (outcome.kind === 'refused') return { ok: false, message: outcome.reason };
        if (outcome.kind === 'failed' && outcome.concernsRequest) requestError = outcome.error;
        return { ok: false, message: visibleOnly(outcome.text) };
      },
      requestError: () => requestError,
    };
  };
}
