import * as z from 'zod';

import { plainIssue } from '../base/plain-issue.ts';
import type { Prerequisites } from '../graph/graph-context.ts';
import type { ProviderName } from '../config/provider-names.ts';
import type { GraphRequest, Repeat } from '../graph/request/graph-request.ts';
import { annotationsOf, type Annotations } from './annotations.ts';
import type { Area } from './areas.ts';
import { ARGUMENT_BYTES, sizeProblem, type BoundedNode } from './input/argument-bounds.ts';
import { describeProblems } from './input/describe-problems.ts';
import { jsonSchema } from './input/json-schema.ts';
import { createArgumentNormaliser } from './input/normalise-arguments.ts';
import type { ToolCall, ToolResult } from './running-tool.ts';

export type {
  FileAccess,
  LinkedAccess,
  Operations,
  Page,
  PageOptions,
  Picture,
  ResourceLink,
  ToolCall,
  ToolResult,
} from './running-tool.ts';

export type ToolKind = 'read' | 'write' | 'send' | 'destroy';

/** The presets that tools declare explicitly. Policy derives all other presets. */
export type Preset = 'core' | 'lite' | 'default' | 'connector';

/** Describes what an action would do, for the person who confirms it. */
export type Preview = {
  /** One line per affected item, already cleaned. */
  readonly lines: readonly string[];
  /** The number of affected items that `lines` omits. */
  readonly more?: number;
  /** ETags or change keys of the affected items. If an affected item changes, the confirmation is void. */
  readonly versions?: readonly string[];
  /** The recipients, if the arguments do not name all of them. */
  readonly recipients?: readonly string[];
  /** Other outsiders who get access through the action, such as `everyone with the link`. */
  readonly outsiders?: readonly string[];
  /** True if several items change at once. */
  readonly isBulk?: boolean;
  /** The kind of this call, if it differs from the tool's kind. */
  readonly kind?: ToolKind;
  /**
   * Requests that policy may refuse even if policy allows the tool. These requests are checked before anybody confirms
   * the action.
   */
  readonly requests?: readonly GraphRequest[];
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

/** The parsed arguments of a tool with this input. */
export type ArgsOf<Input extends z.ZodRawShape> = z.infer<z.ZodObject<Input>>;

export type ToolDefinition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly title: string;
  readonly area: Area;
  /** The tool's position within its area in every list of tools. Required for every tool in the catalogue. */
  readonly order?: number;
  readonly presets: readonly Preset[];
  /** One line for the model: what the tool does and when to use it. */
  readonly about: string;
  /** Phrases that users say when they need the tool, for the tool search. */
  readonly intents: readonly string[];
  readonly kind: ToolKind;
  /**
   * True if the tool only continues what other tools started. The tool is listed whenever at least one of those tools
   * is listed.
   */
  readonly companion?: boolean;
  /** True if the tool contacts outsiders or returns content written by outsiders. */
  readonly openWorld: boolean;
  /** True if a write can replace existing data. Tools that `destroy` or `send` always count as destructive. */
  readonly overwrites?: boolean;
  readonly repeat: Repeat;
  /** The minimum delegated Graph permissions for the tool. */
  readonly scopes: readonly string[];
  /** Set if the tool uses a third party's API through a linked account. The provider is then also the tool's area. */
  readonly provider?: ProviderName;
  /** The scopes that the tool needs at its provider. */
  readonly providerScopes?: readonly string[];
  /** The tool's names in other servers. */
  readonly legacyNames?: readonly string[];
  /** Permissions that let the tool show or do more. */
  readonly optionalScopes?: readonly string[];
  /** Permissions for data that the tool reads from other areas; needed only if those areas are enabled. */
  readonly scopesElsewhere?: Readonly<Partial<Record<Area, readonly string[]>>>;
  /** Permissions that are needed instead of `scopes` if the call names another mailbox. */
  readonly sharedScopes?: readonly string[];
  readonly prerequisites?: Prerequisites;
  /**
   * The main Graph request, for audit and reports, such as `GET /me/messages`. Contains only the method if the path
   * depends on the arguments. Requests to a provider's API include the provider's name, such as `GET spotify:/me`.
   */
  readonly operation: string;
  /**
   * Graph paths outside the tool's area that the tool reads for its own use, with no query option except `$select`.
   * Policy allows these reads.
   */
  readonly supportingReads?: readonly string[];
  /** For lists: the maximum number of tokens for 25 rows, with and without ids. */
  readonly budget?: { readonly withIds: number; readonly withoutIds: number };
  /**
   * An example call for the documentation and for the tests that cover all tools. Required for every tool in the
   * catalogue.
   */
  readonly example?: Example;
  /** For tools that take content: the maximum size of the arguments as JSON, in bytes. Default: 64 KiB. */
  readonly argumentBytes?: number;
  readonly input: Shape;
  /** The schema of structured content that every client gets. */
  readonly output?: z.ZodObject;
  /** The schema of structured content for clients with `?output=structured`. */
  readonly structuredOutput?: z.ZodObject;
  /** Checks arguments that depend on each other; returns a phrase that explains what to correct. */
  readonly check?: (args: ArgsOf<Shape>) => string | undefined;
  /** Returns the addresses that a call would send to, for the `EXTERNAL_SEND` rule and the audit. */
  readonly recipients?: (args: ArgsOf<Shape>) => readonly string[];
  /**
   * Describes what a call would do, without changing anything. Tools that delete or send should define a preview; the
   * default preview names the recipients.
   */
  readonly preview?: (args: ArgsOf<Shape>, call: ToolCall) => Promise<Preview>;
  readonly run: (args: ArgsOf<Shape>, call: ToolCall) => Promise<ToolResult>;
};

/** The parsed arguments, or a message that tells the model how to correct the arguments. */
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

/**
 * Declares a tool. The tool lists, the documentation, the app registration and the sweeping tests are derived from the
 * declarations.
 */
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
      const tooLarge = sizeProblem(args, tool.bounds, limit);
      if (tooLarge !== undefined) return { ok: false, message: tooLarge };
      const normalised = normalise(args);
      // Normalising can turn a string into a list. Check the list's length before the schema checks its elements.
      const tooLong = normalised === args ? undefined : sizeProblem(normalised, tool.bounds, limit);
      if (tooLong !== undefined) return { ok: false, message: tooLong };
      const parsed = schema.safeParse(normalised, { error: plainIssue });
      if (!parsed.success) return { ok: false, message: describeProblems(parsed.error, Object.keys(input)) };
      const problem = check?.(parsed.data);
      return problem === undefined ? { ok: true, args: parsed.data } : { ok: false, message: problem };
    },
    recipients: (args) => recipients?.(args as ArgsOf<Shape>) ?? [],
    preview: async (args, call) =>
      preview === undefined
        ? { lines: [`reach ${tool.recipients(args).join(', ') || 'nobody else'}`] }
        : preview(args as ArgsOf<Shape>, call),
    run: (args, call) => run(args as ArgsOf<Shape>, call),
  };
  return tool;
}

/**
 * The argument that passes on the confirmation token from a preview. Models sometimes copy the token with quotes or
 * other punctuation.
 */
const confirmation = z
  .string()
  .max(64)
  .overwrite((given) => /^(?:[^\w-]*confirmation=)?[^\w-]*([\w-]{30})[^\w-]*$/.exec(given)?.[1] ?? given)
  .optional()
  .describe('From the preview.');

function needsConfirmation({
  kind,
  preview,
}: Pick<ToolDefinition<z.ZodRawShape>, 'kind'> & { readonly preview?: unknown }): boolean {
  return kind === 'send' || kind === 'destroy' || preview !== undefined;
}
