import type { CallOutcome, CallTool } from '../calls/call-tool.ts';
import { howToRunUnlisted } from '../calls/dispatched-call.ts';
import type { CallContext } from '../calls/job.ts';
import type { VisibleTools } from '../calls/catalogue/visible-tools.ts';
import { inputRequired, pageRequired, type InputRequired } from './message/elicitation.ts';
import { noResource, resourceError } from './resources/resource-error.ts';
import type { ReadResource, ResourceContents } from './resources/resources.ts';
import type { Complete, CompletionRequest, CompletionValues } from './prompts/completions.ts';
import { listPrompts, promptFor, type ListedPrompt, type PromptText } from './prompts/prompts.ts';
import { templatesFor, type ResourceTemplate } from './resources/resource-templates.ts';
import type { ServerInfo } from './server-info.ts';
import { isSkillUri, type Skill, type SkillResource, type Skills } from './skills/skills.ts';
import { createToolListCache, toListedTool, type ListedTool } from './tool-list.ts';
import { errorResult, toCallResult, type CallResult } from './tool-result.ts';

/** The result of a method, or its error: by default, an invalid params error. */
export type MethodOutcome<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly message: string; readonly code?: number; readonly data?: unknown };

/** The MCP methods for one caller and one HTTP request, shared by the fast path and the SDK. */
export type Methods = {
  readonly serverInfo: ServerInfo;
  /** Returns the tools to list for the caller, in catalogue order. */
  listTools(): Promise<readonly ListedTool[]>;
  /** Serialises the result of `listTools()` with `write`. Results are cached per format. */
  serialiseTools(format: string, write: (tools: readonly ListedTool[]) => string): Promise<Buffer>;
  callTool(name: string, args: unknown): Promise<MethodOutcome<CallResult | InputRequired>>;
  listPrompts(): Promise<readonly ListedPrompt[]>;
  getPrompt(name: string, args: Readonly<Record<string, string>>): Promise<MethodOutcome<PromptText>>;
  complete(request: CompletionRequest): Promise<CompletionValues>;
  listSkills(): Promise<readonly Skill[]>;
  getSkill(uri: string): Promise<MethodOutcome<Skill>>;
  /** Returns the skills' files. Mail, events and files have resource templates instead. */
  listResources(): Promise<readonly SkillResource[]>;
  listTemplates(): Promise<readonly ResourceTemplate[]>;
  readResource(uri: string): Promise<MethodOutcome<ResourceContents>>;
  /** Returns a call's error if the endpoint must report the error in HTTP instead of JSON-RPC; undefined otherwise. */
  requestError(): unknown;
};

export type MethodsContext = CallContext & {
  /** Whether results can contain resource links, which need revision 2025-06-18 or later. */
  readonly supportsLinks: boolean;
  /**
   * Whether the protocol revision allows a result to request input from the user. Before 2026-07-28, an error asks the
   * client to open a page instead.
   */
  readonly asksInResults: boolean;
  /** Returns the challenge for an error about the caller's credentials; undefined for any other error. */
  readonly challengeFor: (error: unknown) => string | undefined;
};

/** Creates the methods for one caller and request. Nothing is looked up until a method is called. */
export type MethodsFor = (context: MethodsContext) => Methods;

export function createMethods(dependencies: {
  readonly serverInfo: ServerInfo;
  readonly visibleTools: VisibleTools;
  readonly listedTools: VisibleTools;
  readonly callTool: CallTool;
  readonly readResource: ReadResource;
  readonly complete: Complete;
  readonly skills: Skills;
}): MethodsFor {
  const { serverInfo, visibleTools, listedTools, callTool, readResource, complete, skills } = dependencies;
  const serialiseTools = createToolListCache();

  return (context) => {
    let requestError: unknown;
    /** Whether a call in a batch has changed something. Refusing the whole request would hide the change. */
    let hasChange = false;
    const form = context.admission.caller.selection;
    return {
      serverInfo,
      listTools: async () => (await listedTools(context)).map((tool) => toListedTool(tool, form)),
      serialiseTools: async (format, write) =>
        serialiseTools(await listedTools(context), format, form, write),
      callTool: async (name, args) => {
        const outcome = await callTool(name, args, context);
        if (outcome.kind === 'failed' && outcome.concernsRequest) requestError = outcome.error;
        else hasChange ||= 'changed' in outcome;
        return toMethodOutcome(outcome, context);
      },
      listPrompts: async () => listPrompts(await visibleTools(context)),
      getPrompt: async (name, args) => {
        const [tools, listed] = await Promise.all([visibleTools(context), listedTools(context)]);
        return promptFor(name, args, { tools, advice: howToRunUnlisted(listed) });
      },
      complete: (request) => complete(request, context),
      listSkills: async () => skills.list(await visibleTools(context)),
      getSkill: async (uri) => {
        const skill = skills.at(uri, await visibleTools(context));
        return skill === undefined ? noSkill : { ok: true, result: skill };
      },
      listResources: async () => skills.resources(await visibleTools(context)),
      listTemplates: async () => templatesFor(await visibleTools(context)),
      readResource: async (uri) => {
        if (isSkillUri(uri)) {
          const text = skills.textAt(uri, await visibleTools(context));
          if (text === undefined) return noResource(uri, noSkill.message);
          return { ok: true, result: { contents: [{ uri, mimeType: 'text/markdown', text }] } };
        }
        const outcome = await readResource(uri, context);
        if (outcome.kind === 'done') return { ok: true, result: outcome.value };
        if (outcome.kind === 'failed' && outcome.concernsRequest) requestError = outcome.error;
        return resourceError(uri, outcome);
      },
      requestError: () => (hasChange ? undefined : requestError),
    };
  };
}

function toMethodOutcome(
  outcome: CallOutcome,
  { supportsLinks, asksInResults, challengeFor }: MethodsContext,
): MethodOutcome<CallResult | InputRequired> {
  switch (outcome.kind) {
    case 'done':
      return { ok: true, result: toCallResult(outcome.value, supportsLinks) };
    case 'unconfirmed': {
      const { text, question } = outcome;
      if (question === undefined) return { ok: true, result: toCallResult({ text }, false) };
      return asksInResults
        ? { ok: true, result: inputRequired(question) }
        : { ok: false, ...pageRequired(text, question) };
    }
    case 'unknown-tool':
      return { ok: false, message: outcome.message };
    case 'refused':
      return { ok: true, result: errorResult(outcome.reason) };
    default: {
      const challenge = outcome.concernsRequest ? challengeFor(outcome.error) : undefined;
      return { ok: true, result: errorResult(outcome.text, challenge) };
    }
  }
}

const noSkill = {
  ok: false,
  message: 'There is no such skill. skills/list lists the skills that work with your tools.',
} as const;
