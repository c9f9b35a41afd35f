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

/** `plain` schemas have only keywords that every known client accepts. */
export type SchemaForm = 'full' | 'plain';

/** Converts a tool for tools/list. The title is only in the annotations, where every revision looks for it. */
export function toListedTool(tool: ToolRecord, schema: SchemaForm): ListedTool {
  const { name, about, outputSchema, annotations } = tool;
  const inputSchema = schema === 'plain' ? plainSchema(tool.inputSchema) : tool.inputSchema;
  return {
    name,
    description: about,
    inputSchema,
    ...(outputSchema !== undefined && { outputSchema }),
    annotations,
  };
}

/** Serialises tools with `write`, or returns the cached bytes for the same tools, `format` and `schema`. */
export type SerialiseTools = (
  tools: readonly ToolRecord[],
  format: string,
  schema: SchemaForm,
  write: (tools: readonly ListedTool[]) => string,
) => Buffer;

/** Clients select tools in the URL, so the number of cached lists must be bounded. */
const CACHED_LISTS = 64;

export function createToolListCache(): SerialiseTools {
  const cache = createLruMap<Buffer>(CACHED_LISTS);
  return (tools, format, schema, write) => {
    const key = `${format} ${schema} ${tools.map((tool) => tool.name).join(' ')}`;
    return cache.getOrCreate(key, () => Buffer.from(write(tools.map((tool) => toListedTool(tool, schema)))));
  };
}
