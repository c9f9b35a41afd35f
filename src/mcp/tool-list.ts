import { oncePerObject } from '../base/cache/once-per-object.ts';
import { createLruMap } from '../base/lru-map.ts';
import type { Annotations } from '../tools/annotations.ts';
import { plainSchema } from '../tools/input/plain-schema.ts';
import type { ToolRecord } from '../tools/tool-record.ts';

/** A tool as tools/list returns it. */
export type ListedTool = {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly annotations: Annotations;
};

/** The format of the tool list that the URL selects. */
export type ListForm = {
  /** Whether to use only schema keywords that every known client accepts. */
  readonly plainSchemas?: boolean | undefined;
  /** Whether tools declare a schema for their structured output. */
  readonly structured?: boolean | undefined;
};

/**
 * Converts a tool for tools/list. The title is only in the annotations, where clients on every revision look for it.
 */
export function toListedTool(tool: ToolRecord, form: ListForm): ListedTool {
  const { name, about, annotations } = tool;
  const inputSchema = form.plainSchemas === true ? plainSchema(tool.inputSchema) : tool.inputSchema;
  const outputSchema = tool.outputSchema ?? (form.structured === true ? tool.structuredSchema : undefined);
  return {
    name,
    description: about,
    inputSchema,
    ...(outputSchema !== undefined && { outputSchema }),
    annotations,
  };
}

/** Serialises tools with `write`, or returns the cached bytes for the same tools, `format` and `form`. */
export type SerialiseTools = (
  tools: readonly ToolRecord[],
  format: string,
  form: ListForm,
  write: (tools: readonly ListedTool[]) => string,
) => Buffer;

/**
 * Maximum number of cached lists. The cache is limited, because clients select tools in the URL and can request any
 * number of different lists.
 */
const CACHED_LISTS = 64;

export function createToolListCache(): SerialiseTools {
  const cache = createLruMap<Buffer>(CACHED_LISTS);
  let last = 0;
  /** Tools with the same name can differ: one tool may have an argument that the other lacks. */
  const numberOf = oncePerObject((_tool: ToolRecord) => (last += 1));
  /** A caller's tools are usually the same array as in the last request, so the key is kept for each array. */
  const keyOf = oncePerObject((tools: readonly ToolRecord[]) => tools.map(numberOf).join(' '));
  return (tools, format, form, write) => {
    const key = `${format} ${form.plainSchemas === true} ${form.structured === true} ${keyOf(tools)}`;
    return cache.getOrCreate(key, () => Buffer.from(write(tools.map((tool) => toListedTool(tool, form)))));
  };
}
