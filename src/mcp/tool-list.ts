import { createLruMap } from '../base/lru-map.ts';
import type { Annotations, Tool } from '../tools/define.ts';

/** A tool as tools/list has it. */
export type ListedTool = {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  readonly annotations: Annotations;
};

/** The title is in the annotations only, where every revision looks for it. */
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

/** Serialises tools with `write`, or gives the bytes of an earlier call with the same tools and the same `format`. */
export type SerialiseTools = (
  tools: readonly Tool[],
  format: string,
  write: (tools: readonly ListedTool[]) => string,
) => Buffer;

/** The URL selects tools, so the number of different lists has to be bounded. */
const CACHED_LISTS = 64;

export function createToolListCache(): SerialiseTools {
  const cache = createLruMap<Buffer>(CACHED_LISTS);
  return (tools, format, write) => {
    const key = `${format} ${tools.map((tool) => tool.name).join(' ')}`;
    return cache.getOrCreate(key, () => Buffer.from(write(tools.map(toListedTool))));
  };
}
