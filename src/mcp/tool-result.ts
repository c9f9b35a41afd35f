import { CHALLENGE_KEY } from './sign-in-challenge.ts';
import type { ResourceLink, ToolResult } from '../tools/define.ts';

type CallContent =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'resource_link' } & ResourceLink);

/** The result of tools/call (MCP, Tools). */
export type CallResult = {
  readonly content: CallContent[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
  readonly _meta?: Readonly<Record<string, unknown>>;
};

export function toCallResult(
  { text, structured, links = [] }: ToolResult,
  supportsLinks: boolean,
): CallResult {
  const linkContent = supportsLinks ? links.map((link) => ({ type: 'resource_link' as const, ...link })) : [];
  const content = [{ type: 'text' as const, text }, ...linkContent];
  return structured === undefined ? { content } : { content, structuredContent: structured };
}

/** `challenge` is what the person has to satisfy by another sign-in. */
export function errorResult(text: string, challenge?: string): CallResult {
  const result = { content: [{ type: 'text' as const, text }], isError: true as const };
  return challenge === undefined ? result : { _meta: { [CHALLENGE_KEY]: [challenge] }, ...result };
}
