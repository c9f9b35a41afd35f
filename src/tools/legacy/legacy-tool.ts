import * as z from 'zod';

import { plainIssue } from '../../base/plain-issue.ts';
import { ToolError } from '../../errors.ts';
import { ARGUMENT_BYTES, sizeProblem, type BoundedNode } from '../input/argument-bounds.ts';
import { describeProblems } from '../input/describe-problems.ts';
import { jsonSchema } from '../input/json-schema.ts';
import { createArgumentNormaliser } from '../input/normalise-arguments.ts';

/** The converted arguments of a legacy call, or a message that tells the model how to correct the call. */
export type ConvertedArguments =
  | { readonly ok: true; readonly args: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string };

/** A tool from another server: its name and arguments, and how to convert its calls into calls to Portico's tools. */
export type LegacyTool = {
  readonly name: string;
  readonly about: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /**
   * Portico's tools that a call can run. The listed tool gets its hints from the first of these tools that is available
   * to the caller.
   */
  readonly tools: readonly string[];
  /**
   * Returns the candidate tools. The first candidate that is visible to the caller handles the call. Does not validate
   * the arguments.
   */
  choose(given: unknown): readonly string[];
  /** Converts the arguments for the chosen tool. */
  convert(given: unknown, tool: string): ConvertedArguments;
};

type Definition<Shape extends z.ZodRawShape> = {
  readonly name: string;
  readonly about: string;
  readonly input: Shape;
  readonly tools: readonly [string, ...string[]];
  /** Whether calls may need a confirmation token. Models copy the token from the preview into an argument. */
  readonly confirms?: boolean;
  /**
   * Returns the candidate tools for arguments that are normalised but not validated. Default: all `tools`, in order.
   */
  readonly choose?: (given: Readonly<Record<string, unknown>>) => readonly string[];
  /**
   * Returns Portico's arguments. Throws `ToolError` for arguments that cannot be converted. The error's message is a
   * phrase that completes a sentence.
   */
  readonly convert: (args: z.output<z.ZodObject<Shape>>, tool: string) => Readonly<Record<string, unknown>>;
};

/** The argument that passes on the confirmation token from a preview, as in Portico's own tools. */
const confirmation = z.string().max(64).optional().describe('From the preview.');

/** Declares a tool from another server. */
export function defineLegacyTool<Shape extends z.ZodRawShape>(definition: Definition<Shape>): LegacyTool {
  const { name, about, tools, choose, convert, confirms = false } = definition;
  const input = { ...definition.input, ...(confirms && { confirmation }) };
  const schema = z.strictObject(input);
  const bounds = z.toJSONSchema(schema, { io: 'input' }) as BoundedNode;
  const normalise = createArgumentNormaliser(input);
  return {
    name,
    about,
    inputSchema: jsonSchema(schema),
    tools,
    choose: (given) => choose?.(recordOf(normalise(given))) ?? tools,
    convert: (given, tool) => {
      const normalised = normalise(given);
      const tooLarge = sizeProblem(normalised, bounds, ARGUMENT_BYTES);
      if (tooLarge !== undefined) return { ok: false, message: tooLarge };
      const parsed = schema.safeParse(normalised, { error: plainIssue });
      if (!parsed.success) return { ok: false, message: describeProblems(parsed.error, Object.keys(input)) };
      const { confirmation: token, ...args } = parsed.data as Record<string, unknown>;
      try {
        const converted = convert(args as z.output<z.ZodObject<Shape>>, tool);
        const values = Object.entries({ ...converted, confirmation: token });
        return { ok: true, args: Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
      } catch (error) {
        if (error instanceof ToolError) return { ok: false, message: error.message };
        throw error;
      }
    },
  };
}

function recordOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
}
