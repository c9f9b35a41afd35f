import { plainMediaType } from '../base/headers.ts';
import { quote, visibleOnly } from '../base/untrusted-text.ts';
import { CHALLENGE_KEY } from './sign-in-challenge.ts';
import type { Picture, ResourceLink, ToolResult } from '../tools/define.ts';

type CallContent =
  | { readonly type: 'text'; readonly text: string }
  | ({ readonly type: 'image' } & Picture)
  | ({ readonly type: 'resource_link' } & ResourceLink);

/** The result of tools/call (MCP, Tools). */
export type CallResult = {
  readonly content: CallContent[];
  readonly structuredContent?: Record<string, unknown>;
  readonly isError?: true;
  readonly _meta?: Readonly<Record<string, unknown>>;
};

export function toCallResult(
  { text, structured, pictures = [], links = [] }: ToolResult,
  supportsLinks: boolean,
): CallResult {
  const linkContent = supportsLinks ? links.map(contentOfLink) : [];
  const images = pictures.map((picture) => ({ type: 'image' as const, ...picture }));
  const content = [{ type: 'text' as const, text: visibleOnly(text) }, ...images, ...linkContent];
  return structured === undefined ? { content } : { content, structuredContent: visibleOnly(structured) };
}

/**
 * Converts a resource link to MCP content. The name and media type are untrusted, so the name is put on one line, and
 * the media type's parameters are removed.
 */
function contentOfLink({ name, mimeType, ...link }: ResourceLink): CallContent {
  const type = plainMediaType(mimeType);
  return { type: 'resource_link', ...link, name: quote(name, 255), ...(type !== '' && { mimeType: type }) };
}

/** `challenge` is the WWW-Authenticate value of the 401, if the user has to sign in again. */
export function errorResult(text: string, challenge?: string): CallResult {
  const result = { content: [{ type: 'text' as const, text: visibleOnly(text) }], isError: true as const };
  return challenge === undefined ? result : { _meta: { [CHALLENGE_KEY]: [challenge] }, ...result };
}
