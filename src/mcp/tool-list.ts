import { createLruMap } from '../base/lru-map.ts';
import type { Annotations } from '../tools/annotations.ts';
import type { Tool } from '../tools/define.ts';

/** A tool as tools/list returns it. */
export type ListedTool = {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly annotations: Annotations;
};

/** Converts a tool for tools/list. The title is only in the annotations, where every revision looks for it. */
export function toListedTool(tool: Tool): ListedTool {
  const { name, about, inputSchema, outputSchema, annotations } = tool;
  return {
    name,
    description: about,
    inputSchema,
    ...(outputSchema !== undefined && { outputSchema }),
    annotations,
  };
}

/** Serialises tools with `write`, or returns the cached bytes for the same tools and `format`. */
export type SerialiseTools = (
  tools: readonly Tool[],
  format: string,
  write: (tools: readonly ListedTool[]) => string,
) => Buffer;

/** Clients select tools in the URL, so the number of cached lists must be bounded. */
const CACHED_LISTS = 64;

export function createToolListCache(): SerialiseTools {
  const cache = createLruMap<Buffer>(CACHED_LISTS);
  return (tools, format, write) => {
    const key = `${format} ${tools.map((tool) => tool.name).join(' ')}`;
    return cache.getOrCreate(key, () => Buffer.from(write(tools.map(toListedTool))));
  };
}
