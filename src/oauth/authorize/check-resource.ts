import { OAuthError } from '../../errors.ts';

/** The paths of the MCP endpoint. Clients see each as its own resource; all accept the same tokens. */
export type ResourcePath = '/mcp' | '/sse';

/** The resource at a path; every token is bound to the one at `/mcp`. */
export function resourceOf(publicUrl: string, path: ResourcePath = '/mcp'): string {
  return publicUrl + path;
}

/**
 * Accepts a `resource` parameter (RFC 8707, 2) that is absent, our origin, or the URL of our MCP endpoint in any
 * spelling; else throws `invalid_target`.
 */
export function checkResource(asked: string | undefined, publicUrl: string): void {
  if (asked === undefined || namesUs(asked, publicUrl)) return;
  throw new OAuthError('invalid_target', `The resource of this server is ${resourceOf(publicUrl)}.`);
}

/** Clients send two at most: their own and a configured one. */
const RESOURCES_LIMIT = 20;

/** Accepts any number of `resource` parameters up to a bound, if each is one of ours (RFC 8707, 2). */
export function checkResources(asked: readonly string[], publicUrl: string): void {
  if (asked.length > RESOURCES_LIMIT) {
    const sentence = `The parameter resource may occur ${RESOURCES_LIMIT} times at most; send ${resourceOf(publicUrl)} once.`;
    throw new OAuthError('invalid_target', sentence);
  }
  for (const resource of asked) checkResource(resource, publicUrl);
}

function namesUs(asked: string, publicUrl: string): boolean {
  if (!URL.canParse(asked) || asked.includes('#')) return false;
  const url = new URL(asked);
  return (
    url.origin === publicUrl &&
    url.username === '' &&
    url.password === '' &&
    /^\/((mcp|sse)\/?)?$/.test(url.pathname)
  );
}
