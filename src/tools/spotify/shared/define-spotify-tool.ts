import type * as z from 'zod';

import { defineTool, type Tool, type ToolDefinition } from '../../define.ts';

/**
 * Properties that all Spotify tools share. The tools return text written by other people. Only the preset `all`
 * contains the tools, because the token budget of the default list has no room for them.
 */
const common = {
  area: 'spotify',
  presets: [],
  openWorld: true,
  scopes: [],
  provider: 'spotify',
} as const satisfies Partial<ToolDefinition<z.ZodRawShape>>;

/** The definition of a Spotify tool, without the properties that all Spotify tools share. */
export type SpotifyToolDefinition<Shape extends z.ZodRawShape> = Omit<
  ToolDefinition<Shape>,
  keyof typeof common
>;

export function defineSpotifyTool<Shape extends z.ZodRawShape>(
  definition: SpotifyToolDefinition<Shape>,
): Tool {
  return defineTool({ ...definition, ...common });
}
