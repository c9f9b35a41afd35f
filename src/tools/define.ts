import { z } from 'zod';

import type { ToolError } from '../errors.ts';
import type { TextJob } from '../documents/text-of-document.ts';
import type { TextSlice } from '../documents/text-slice.ts';
import type { Content, Span } from '../graph/content/content.ts';
import type { GraphAnswer, GraphRequest, Repeat } from '../graph/request/graph-request.ts';
import type { Part, Progress } from '../graph/content/upload.ts';
import type { Caller } from '../policy/caller.ts';

/** The areas of the catalogue; a toolset in a URL is one of these. */
export const areas = [
  'core',
  'users',
  'groups',
  'directory',
  'mail',
  'calendar',
  'search',
  'files',
  'excel',
  'onenote',
  'tasks',
  'contacts',
  'teams',
  'sharepoint',
] as const;

/** One area of the catalogue. */
export type Area = (typeof areas)[number];

/** What a tool does to the world: looks, changes, reaches other people, or takes away. */
export type ToolKind = 'read' | 'write' | 'send' | 'destroy';

/** The choices of the catalogue beside `all`; a tool is in those that it names. */
export type Preset = 'core' | 'lite' | 'default';

/** One page of a list. */
export type Page = {
  readonly answer: GraphAnswer;
  /** How many of its rows an earlier call has shown. */
  readonly from: number;
  /** Whether the list begins in this call; a call by cursor goes on with it. */
  readonly isFirst: boolean;
  /** Names what comes behind this page, now or when it will have changed; undefined where nothing can. */
  readonly cursor: string | undefined;
  /** A cursor for this same page from one of its rows on, for answers too long to show. */
  cursorFrom(row: number): Promise<string>;
  /** The next page; undefined where this is the last. */
  readonly next: (() => Promise<Page>) | undefined;
};

/** How a running tool moves content, which is never held whole, and reads it; policy decides on each request here too. */
export type FileAccess = {
  /** Hands the content behind a GET such as `…/content` or `…/$value` to `use` as a stream, and closes it after that. */
  read<T>(request: GraphRequest, span: Span, use: (content: Content) => Promise<T>): Promise<T>;
  /** How far the upload session has come that Graph opened for this request at this address. */
  progress(request: GraphRequest, address: string): Promise<Progress>;
  /** Sends one part to such a session. */
  send(request: GraphRequest, address: string, part: Part): Promise<Progress>;
  /** Takes a part of the text out of a file; throws `ToolError` for what cannot be read within the limits. */
  textOf(job: TextJob): Promise<TextSlice>;
};

/** What a running tool may use. Everything it does to Graph goes through `graph`, where policy decides on each request. */
export type ToolCall = {
  readonly caller: Caller;
  /** Makes one Graph request; throws `ToolError` for refusals and failures that the model can act on. */
  graph(request: GraphRequest): Promise<GraphAnswer>;
  /** Makes at most 20 requests in one round trip; each has an answer or an error of its own, in their order. */
  batch(requests: readonly GraphRequest[]): Promise<readonly (GraphAnswer | ToolError)[]>;
  /** A page of a list: the one that this request asks for, or where the call came by a cursor, the one that it names. */
  page(first: GraphRequest): Promise<Page>;
  /** Goes on with the list that a cursor comes from; throws `ToolError('bad_cursor')` for what is none of this person. */
  resume(cursor: string): Promise<ToolResult>;
  /** Seals what a later call of this tool by this person goes on from, for so many seconds. */
  seal(facts: Readonly<Record<string, unknown>>, lifetimeSeconds: number): Promise<string>;
  /** Opens what this tool has sealed for this person; throws `ToolError('bad_cursor')` for anything else. */
  open(sealed: string): Promise<Readonly<Record<string, unknown>>>;
  /** The Graph permissions that the On-Behalf-Of token carries, short names. */
  grantedScopes(): Promise<readonly string[]>;
  /** When the call began; where it goes on with a list, when that began. */
  now(): Date;
  /** Aborts at the call's deadline or when the client goes away. */
  readonly signal: AbortSignal;
  /** Moves and reads the content of files. */
  readonly files: FileAccess;
};

/** Something that a client can read by resources/read, as a result points to it. */
export type ResourceLink = {
  readonly uri: string;
  readonly name: string;
  readonly mimeType?: string;
  /** In bytes. */
  readonly size?: number;
};

/** What a tool gives back: text for the model, structured data where the tool declares an output, and links to files. */
export type ToolResult = {
  readonly text: string;
  readonly structured?: Readonly<Record<string, unknown>>;
  readonly links?: readonly ResourceLink[];
};

/** The four hints of MCP, all stated. */
export type Annotations = {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
};

/** Looks up what an example call refers to. The documentation shows placeholders instead. */
export type ExampleIds = {
  /** The id of the entity, or of the first one of the collection, at a Graph path such as `/me/messages?$top=1`. */
  id(path: string): Promise<string>;
  /** The cursor in the result of another tool. */
  cursor(tool: string, args: Readonly<Record<string, unknown>>): Promise<string>;
};

/** A call that succeeds on the demo tenant. */
export type Example = {
  /** Alias of the person who makes the call, such as `ana.silva`. */
  readonly as: string;
  readonly args:
    | Readonly<Record<string, unknown>>
    | ((ids: ExampleIds) => Promise<Readonly<Record<string, unknown>>>);
};

/** How a tool is declared; see `defineTool`. */
export type ToolDefinition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly title: string;
  readonly area: Area;
  /** Position within its area wherever tools are listed. Every tool of the catalogue has one. */
  readonly order?: number;
  readonly presets: readonly Preset[];
  /** One line for the model: what it does and when to use it. */
  readonly about: string;
  /** How people say it: the words that the search over tools goes by. */
  readonly intents: readonly string[];
  readonly kind: ToolKind;
  /** Whether it only goes on with what other tools began: such a tool is there wherever they are. */
  readonly companion?: boolean;
  /** Whether outsiders are reached or their content comes back. */
  readonly openWorld: boolean;
  /** Whether a write overwrites what was there; `destroy` always does. */
  readonly overwrites?: boolean;
  readonly repeat: Repeat;
  /** The least delegated Graph permissions. */
  readonly scopes: readonly string[];
  /** Permissions without which a call works but tells less. */
  readonly optionalScopes?: readonly string[];
  /** Those wanted in place of `scopes` where the call names somebody else's mailbox. */
  readonly sharedScopes?: readonly string[];
  /** The operation for audit and reports, such as `GET /me/messages`; undefined where the tool asks Graph nothing fixed. */
  readonly operation: string;
  /** For lists: the most tokens that 25 rows may cost, with ids and without. */
  readonly budget?: { readonly withIds: number; readonly withoutIds: number };
  /** Tests of all tools make this call, and the documentation shows it. Every tool of the catalogue has one. */
  readonly example?: Example;
  readonly input: Shape;
  readonly output?: z.ZodObject;
  /** What is wrong with arguments that are right one by one: a sentence that says what to mend. */
  readonly check?: (args: z.infer<z.ZodObject<Shape>>) => string | undefined;
  /** The addresses that a call would reach, for the `EXTERNAL_SEND` rule and the audit trail. */
  readonly recipients?: (args: z.infer<z.ZodObject<Shape>>) => readonly string[];
  readonly run: (args: z.infer<z.ZodObject<Shape>>, call: ToolCall) => Promise<ToolResult>;
};

/** Arguments as parsed, or a sentence that tells the model what to mend. */
export type ParsedArguments =
  | { readonly ok: true; readonly args: Record<string, unknown> }
  | { readonly ok: false; readonly message: string };

/** A declared tool with its types erased, as the catalogue, the policy and the MCP room see it. */
export type Tool = Omit<
  ToolDefinition<z.ZodRawShape>,
  'input' | 'output' | 'check' | 'recipients' | 'run' | 'overwrites'
> & {
  readonly annotations: Annotations;
  /** JSON Schema 2020-12 of the input, without `$schema`; made on first use and kept. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema: Readonly<Record<string, unknown>> | undefined;
  parse(args: unknown): ParsedArguments;
  recipients(args: Record<string, unknown>): readonly string[];
  run(args: Record<string, unknown>, call: ToolCall): Promise<ToolResult>;
};

/** Declares a tool. Everything else that speaks of tools is derived from these records. */
export function defineTool<Shape extends z.ZodRawShape>(definition: ToolDefinition<Shape>): Tool {
  const { input, output, check, recipients, run, overwrites: _overwrites, ...facts } = definition;
  const schema = z.strictObject(input);
  let inputSchema: Readonly<Record<string, unknown>> | undefined;
  let outputSchema: Readonly<Record<string, unknown>> | undefined;
  type Args = z.infer<z.ZodObject<Shape>>;
  return {
    ...facts,
    annotations: annotationsOf(definition),
    get inputSchema() {
      return (inputSchema ??= jsonSchema(schema));
    },
    get outputSchema() {
      return (outputSchema ??= output && jsonSchema(output));
    },
    parse: (args) => {
      const parsed = schema.safeParse(args ?? {});
      if (!parsed.success) return { ok: false, message: whatToMend(parsed.error, Object.keys(input)) };
      const objection = check?.(parsed.data);
      return objection === undefined ? { ok: true, args: parsed.data } : { ok: false, message: objection };
    },
    recipients: (args) => recipients?.(args as Args) ?? [],
    run: (args, call) => run(args as Args, call),
  };
}

function annotationsOf(
  facts: Pick<ToolDefinition<z.ZodRawShape>, 'title' | 'kind' | 'overwrites' | 'repeat' | 'openWorld'>,
): Annotations {
  const readOnly = facts.kind === 'read';
  return {
    title: facts.title,
    readOnlyHint: readOnly,
    destructiveHint: facts.kind === 'destroy' || facts.overwrites === true,
    idempotentHint: readOnly || facts.repeat === 'safe',
    openWorldHint: facts.openWorld,
  };
}

/**
 * Input mode, so that fields with a default are not required. Every token of a schema is paid for in every session:
 * bounds that no sensible call meets are left out (and still checked), as is what no client needs.
 */
function jsonSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema: node }) => {
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
      if ((node.minimum ?? 0) <= 1) delete node.minimum;
      if (node.format === 'email') delete node.pattern;
      delete node.minLength;
      delete node.maxLength;
      if (node.type === 'object') node.additionalProperties = false;
    },
  });
  return rest;
}

/** The first few problems; an unknown name is answered with the known ones. */
function whatToMend(error: z.ZodError, known: readonly string[]): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => {
      if (issue.code === 'unrecognized_keys')
        return `unknown arguments; known are: ${known.join(', ') || 'none'}`;
      return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
    })
    .join('; ');
}
