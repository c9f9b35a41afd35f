import { OAuthError } from '../../errors.ts';

/** The paths of the MCP endpoint. For clients, each is a separate resource, but all accept the same tokens. */
export type ResourcePath = '/mcp' | '/sse';

/** Returns the resource at a path. Every token is bound to the resource at `/mcp`. */
export function resourceOf(publicUrl: string, path: ResourcePath = '/mcp'): string {
  return publicUrl + path;
}

/**
 * Accepts a `resource` parameter (RFC 8707, section 2) that is absent, our origin, or any spelling of our MCP URL;
 * throws `invalid_target` otherwise.
 */
export function checkResource(resource: string | undefined, publicUrl: string): void {
  if (resource === undefined || isOurs(resource, publicUrl)) return;
  throw new OAuthError('invalid_target', `The resource must be ${resourceOf(publicUrl)}.`);
}

/** Maximum number of `resource` parameters. Clients are known to send two: their own resource and a configured one. */
const RESOURCES_LIMIT = 20;

/** Accepts up to `RESOURCES_LIMIT` `resource` parameters if each identifies this server (RFC 8707, section 2). */
export function checkResources(resources: readonly string[], publicUrl: string): void {
  if (resources.length > RESOURCES_LIMIT) {
    const sentence = `The resource parameter must occur at most ${RESOURCES_LIMIT} times; send ${resourceOf(publicUrl)} once.`;
    throw new OAuthError('invalid_target', sentence);
  }
  for (const resource of resources) checkResource(resource, publicUrl);
}

function isOurs(resource: string, publicUrl: string): boolean {
  if (!URL.canParse(resource) || resource.includes('#')) return false;
  const url = new URL(resource);
  return (
    url.origin === publicUrl &&
    url.username === '' &&
    url.password === '' &&
    /^\/((mcp|sse)\/?)?$/.test(url.pathname)
  );
}
