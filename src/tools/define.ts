import * as z from 'zod';

import { plainIssue } from '../base/plain-issue.ts';
import type { ToolError } from '../errors.ts';
import type { TextJob } from '../documents/text-of-document.ts';
import type { TextSlice } from '../documents/text-slice.ts';
import type { Content, Span } from '../graph/content/content.ts';
import type { JobState } from '../graph/content/follow-job.ts';
import type { GraphAnswer, GraphRequest, Repeat } from '../graph/request/graph-request.ts';
import type { OperationIndex } from '../graph/operations/operation-index.ts';
import type { ScopeOfRequest } from '../graph/operations/scopes/scopes-of-request.ts';
import type { OperationSearch } from '../graph/operations/search/operation-search.ts';
import type { Part, Progress } from '../graph/content/upload.ts';
import type { Caller } from '../policy/caller.ts';
import { annotationsOf, type Annotations } from './annotations.ts';
import type { Area } from './areas.ts';
import { ARGUMENT_BYTES, sizeProblem, type BoundedNode } from './input/argument-bounds.ts';
import { describeProblems } from './input/describe-problems.ts';
import { jsonSchema } from './input/json-schema.ts';
import { createArgumentNormaliser } from './input/normalise-arguments.ts';
import type { Surface } from './tool-state.ts';

export type ToolKind = 'read' | 'write' | 'send' | 'destroy';

/** The presets that a tool names itself; policy derives the others. */
export type Preset = 'core' | 'lite' | 'default' | 'connector';

/** One page of a list. */
export type Page = {
  readonly answer: GraphAnswer;
  /** The number of this page's rows that earlier calls returned. */
  readonly from: number;
  /** False if the call continues a list by cursor. */
  readonly isFirst: boolean;
  /** A cursor for the next page, or for later changes; undefined if neither can follow. */
  readonly cursor: string | undefined;
  /** Creates a cursor that continues this page at the given row, for pages too long to show at once. */
  cursorFrom(row: number): Promise<string>;
  /** Requests the next page; undefined on the last page. */
  readonly next: (() => Promise<Page>) | undefined;
};

/** Streams file content and extracts text. Policy decides on each of these requests too. */
export type FileAccess = {
  /**
   * Passes the content from a GET such as `…/content` or `…/$value` to `use` as a stream, and closes the stream
   * afterwards.
   */
  read<T>(request: GraphRequest, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /** Queries the progress of an upload session. `request` is the request that opened it; `address` is its URL. */
  progress(request: GraphRequest, address: string): Promise<Progress>;
  /** Sends one part to an upload session. */
  send(request: GraphRequest, address: string, part: Part): Promise<Progress>;
  /** Follows a job that a request started, at the address in its response, for as long as one call can wait. */
  follow(request: GraphRequest, address: string): Promise<JobState>;
  /** Extracts a slice of a file's text; throws `ToolError` for files that cannot be read within the limits. */
  textOf(job: TextJob): Promise<TextSlice>;
};

/** The operations of Microsoft Graph, and what this caller may do with them. */
export type Operations = {
  readonly index: () => OperationIndex;
  readonly search: () => Promise<OperationSearch>;
  /** Returns the least delegated permission for a request, or undefined where it is unknown. */
  readonly scopeOf: ScopeOfRequest;
  /** The tools on the caller's list. */
  tools(): readonly Pick<Tool, 'name' | 'area' | 'about' | 'kind' | 'operation'>[];
  /** Returns why policy refuses a request that this tool would send, or undefined if it does not. */
  whyRefused(
    tool: string,
    request: Pick<GraphRequest, 'method' | 'path' | 'version' | 'body'>,
  ): string | undefined;
};

/** The interface for a running tool. Policy decides on every request that the tool sends to Graph. */
export type ToolCall = {
  readonly caller: Caller;
  /** Sends one Graph request; throws `ToolError` for refusals and failures that the model can act on. */
  graph(request: GraphRequest): Promise<GraphAnswer>;
  /** Sends at most 20 requests in one round trip; returns a response or an error for each, in the same order. */
  batch(requests: readonly GraphRequest[]): Promise<readonly (GraphAnswer | ToolError)[]>;
  /** Requests a page of a list: the first one, or the cursor's page if the call continues a list. */
  page(first: GraphRequest): Promise<Page>;
  /** Continues the list that a cursor refers to; throws `ToolError('bad_cursor')` if this user has no such cursor. */
  resume(cursor: string): Promise<ToolResult>;
  readonly graphOrigin: string;
  /** For long text: the characters that earlier calls returned, and a cursor that continues at a character. */
  readonly text: { readonly from: number; readonly cursorFrom: (position: number) => Promise<string> };
  /** Seals data for a later call of this tool by the same user. */
  seal(facts: Readonly<Record<string, unknown>>, lifetimeSeconds: number): Promise<string>;
  /** Opens data that this tool sealed for the same user; throws `ToolError('bad_cursor')` for anything else. */
  open(sealed: string): Promise<Readonly<Record<string, unknown>>>;
  /** The Graph permissions in the On-Behalf-Of token, such as `Mail.Read`. */
  grantedScopes(): Promise<readonly string[]>;
  /** What Portico knows about Graph's operations. */
  readonly operations: Operations;
  /** Which tools the caller can use, and why not the others. */
  surface(): Promise<Surface>;
  /** When the call started; if it continues a list, when the list started. */
  now(): Date;
  /** Aborts at the call's deadline or when the client disconnects. */
  readonly signal: AbortSignal;
  readonly files: FileAccess;
};

/** A link in a result to a resource that the client can read with `resources/read`. */
export type ResourceLink = {
  readonly uri: string;
  readonly name: string;
  readonly mimeType?: string;
  /** In bytes. */
  readonly size?: number;
};

/** A picture in a result, as base64. */
export type Picture = { readonly data: string; readonly mimeType: string };

export type ToolResult = {
  /** For the model. */
  readonly text: string;
  readonly pictures?: readonly Picture[];
  /** Present if the tool declares an output schema, or the URL asks for structured output. */
  readonly structured?: Readonly<Record<string, unknown>>;
  readonly links?: readonly ResourceLink[];
};

/** Describes what an action would do, for the person who confirms it. */
export type Preview = {
  /** One line per affected item, already cleaned. */
  readonly lines: readonly string[];
  /** The number of affected items that `lines` leaves out. */
  readonly more?: number;
  /** ETags or change keys of the affected items. If one changes, the confirmation is void. */
  readonly versions?: readonly string[];
  /** The recipients, if the arguments do not name all of them. */
  readonly recipients?: readonly string[];
  /** Other outsiders that the action gives access, such as `everyone with the link`. */
  readonly outsiders?: readonly string[];
  /** True if several items change at once. */
  readonly isBulk?: boolean;
  /** What this call does, if the tool's kind is only the most that its calls can do. */
  readonly kind?: ToolKind;
};

/** Looks up values for an example call. The documentation shows placeholders instead. */
export type ExampleIds = {
  /** Returns the id of the entity, or the collection's first entity, at a Graph path such as `/me/messages?$top=1`. */
  readonly id: (path: string) => Promise<string>;
  /** Returns the cursor from another tool's result. */
  readonly cursor: (tool: string, args: Readonly<Record<string, unknown>>) => Promise<string>;
};

/** A call that succeeds on the demo tenant. */
export type Example = {
  /** Alias of the user who makes the call, such as `ana.silva`. */
  readonly as: string;
  readonly args:
    | Readonly<Record<string, unknown>>
    | ((ids: ExampleIds) => Promise<Readonly<Record<string, unknown>>>);
};

export type ToolDefinition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly title: string;
  readonly area: Area;
  /** Position within its area in every list of tools. Required for every tool in the catalogue. */
  readonly order?: number;
  readonly presets: readonly Preset[];
  /** One line for the model: what the tool does and when to use it. */
  readonly about: string;
  /** Phrases that users say when they need the tool, for the tool search. */
  readonly intents: readonly string[];
  readonly kind: ToolKind;
  /** True if the tool only continues what other tools started; it is listed whenever one of them is. */
  readonly companion?: boolean;
  /** True if the tool contacts outsiders or returns content that they wrote. */
  readonly openWorld: boolean;
  /** True if a write can replace existing data. Tools that `destroy` or `send` always count as destructive. */
  readonly overwrites?: boolean;
  readonly repeat: Repeat;
  /** The minimum delegated Graph permissions for the tool. */
  readonly scopes: readonly string[];
  /** Permissions that let the tool show or do more. */
  readonly optionalScopes?: readonly string[];
  /** Permissions for data that the tool reads from other areas; needed only if those areas are enabled. */
  readonly scopesElsewhere?: Readonly<Partial<Record<Area, readonly string[]>>>;
  /** Needed instead of `scopes` if the call names another mailbox. */
  readonly sharedScopes?: readonly string[];
  /**
   * The main Graph request, for audit and reports, such as `GET /me/messages`. Only the method if the path depends on
   * the arguments.
   */
  readonly operation: string;
  /**
   * Graph paths outside its area that the tool reads for its own use, with no query except `$select`. Policy allows
   * these.
   */
  readonly supportingReads?: readonly string[];
  /** For lists: the maximum number of tokens for 25 rows, with and without ids. */
  readonly budget?: { readonly withIds: number; readonly withoutIds: number };
  /**
   * The tests of all tools make this call, and the documentation shows it. Required for every tool in the catalogue.
   */
  readonly example?: Example;
  /** For tools that take content: the maximum size of the arguments as JSON, in bytes. Default: 64 KiB. */
  readonly argumentBytes?: number;
  readonly input: Shape;
  /** The schema of structured content that every client gets. */
  readonly output?: z.ZodObject;
  /** The schema of structured content for clients with `?output=structured`. */
  readonly structuredOutput?: z.ZodObject;
  /** Checks arguments that depend on each other; returns a phrase that says what to correct. */
  readonly check?: (args: z.infer<z.ZodObject<Shape>>) => string | undefined;
  /** Returns the addresses to which a call would send, for the `EXTERNAL_SEND` rule and the audit. */
  readonly recipients?: (args: z.infer<z.ZodObject<Shape>>) => readonly string[];
  /**
   * Describes what a call would do. It must only read. Tools that delete or send should define it; by default, it names
   * the recipients.
   */
  readonly preview?: (args: z.infer<z.ZodObject<Shape>>, call: ToolCall) => Promise<Preview>;
  readonly run: (args: z.infer<z.ZodObject<Shape>>, call: ToolCall) => Promise<ToolResult>;
};

/** The parsed arguments, or a message that tells the model what to correct. */
export type ParsedArguments =
  | { readonly ok: true; readonly args: Record<string, unknown> }
  | { readonly ok: false; readonly message: string };

/** A declared tool with its argument types erased, for use by other modules. */
export type Tool = Omit<
  ToolDefinition<z.ZodRawShape>,
  'input' | 'output' | 'structuredOutput' | 'check' | 'recipients' | 'preview' | 'run' | 'overwrites'
> & {
  readonly annotations: Annotations;
  /** JSON Schema 2020-12 of the input, without `$schema`; created on first use. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** The schema of structured content, if clients always get it. */
  readonly outputSchema: Readonly<Record<string, unknown>> | undefined;
  /** The schema of structured content with `?output=structured`. */
  readonly structuredSchema: Readonly<Record<string, unknown>> | undefined;
  /** The input schema with all bounds, including those that `inputSchema` omits. */
  readonly bounds: BoundedNode;
  /** Checks sizes first, then the schema. */
  parse(args: unknown): ParsedArguments;
  recipients(args: Record<string, unknown>): readonly string[];
  preview(args: Record<string, unknown>, call: ToolCall): Promise<Preview>;
  run(args: Record<string, unknown>, call: ToolCall): Promise<ToolResult>;
};

/** Declares a tool. Lists, documentation, app registration and tests of all tools are derived from these records. */
export function defineTool<Shape extends z.ZodRawShape>(definition: ToolDefinition<Shape>): Tool {
  const {
    output,
    structuredOutput,
    check,
    recipients,
    preview,
    run,
    overwrites: _overwrites,
    ...facts
  } = definition;
  const input = needsConfirmation(definition) ? { ...definition.input, confirmation } : definition.input;
  const schema = z.strictObject(input);
  const normalise = createArgumentNormaliser(input);
  let inputSchema: Readonly<Record<string, unknown>> | undefined;
  let outputSchema: Readonly<Record<string, unknown>> | undefined;
  let structuredSchema: Readonly<Record<string, unknown>> | undefined;
  let bounds: BoundedNode | undefined;
  type Args = z.infer<z.ZodObject<Shape>>;
  const tool: Tool = {
    ...facts,
    annotations: annotationsOf(definition),
    get inputSchema() {
      return (inputSchema ??= jsonSchema(schema));
    },
    get outputSchema() {
      return (outputSchema ??= output && jsonSchema(output));
    },
    get structuredSchema() {
      return (structuredSchema ??= structuredOutput && jsonSchema(structuredOutput));
    },
    get bounds() {
      return (bounds ??= z.toJSONSchema(schema, { io: 'input' }) as BoundedNode);
    },
    parse: (args) => {
      const limit = definition.argumentBytes ?? ARGUMENT_BYTES;
      const given = sizeProblem(args, tool.bounds, limit);
      if (given !== undefined) return { ok: false, message: given };
      // Normalising can turn a string into a list, whose length is checked before its elements.
      const normalised = normalise(args);
      const problemOfSize = sizeProblem(normalised, tool.bounds, limit);
      if (problemOfSize !== undefined) return { ok: false, message: problemOfSize };
      const parsed = schema.safeParse(normalised, { error: plainIssue });
      if (!parsed.success) return { ok: false, message: describeProblems(parsed.error, Object.keys(input)) };
      const problem = check?.(parsed.data);
      return problem === undefined ? { ok: true, args: parsed.data } : { ok: false, message: problem };
    },
    recipients: (args) => recipients?.(args as Args) ?? [],
    preview: async (args, call) =>
      preview === undefined
        ? { lines: [`reach ${tool.recipients(args).join(', ') || 'nobody else'}`] }
        : preview(args as Args, call),
    run: (args, call) => run(args as Args, call),
  };
  return tool;
}

/** The argument that repeats the token of a preview. */
const confirmation = z.string().max(64).optional().describe('From the preview.');

function needsConfirmation({
  kind,
  preview,
}: Pick<ToolDefinition<z.ZodRawShape>, 'kind'> & { readonly preview?: unknown }): boolean {
  return kind === 'send' || kind === 'destroy' || preview !== undefined;
}
