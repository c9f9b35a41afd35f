import type { ResourceLink, ToolResult } from '../tools/define.ts';

type CallContent =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'resource_link' } & ResourceLink);

/** The result of tools/call (MCP, Tools). */
export type CallResult = {
  readonly content: CallContent[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
};

export function toCallResult(
  { text, structured, links = [] }: ToolResult,
  supportsLinks: boolean,
): CallResult {
  const linkContent = supportsLinks ? links.map((link) => ({ type: 'resource_link' as const, ...link })) : [];
  const content = [{ type: 'text' as const, text }, ...linkContent];
  return structured === undefined ? { content } : { content, structuredContent: structured };
}

export function errorResult(text: string): CallResult {
  return { content: [{ type: 'text', text }], isError: true };
}
