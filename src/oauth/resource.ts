import { OAuthError } from '../errors.ts';

/** The resource that every token is bound to. */
export function resourceOf(publicUrl: string): string {
  return `${publicUrl}/mcp`;
}

/** The resource for a `resource` parameter (RFC 8707, 2): absent, our origin or our MCP URL in any spelling; else `invalid_target`. */
export function boundResource(asked: string | undefined, publicUrl: string): string {
  if (asked === undefined || namesUs(asked, publicUrl)) return resourceOf(publicUrl);
  throw new OAuthError('invalid_target', `The resource of this server is ${resourceOf(publicUrl)}.`);
}

function namesUs(asked: string, publicUrl: string): boolean {
  if (!URL.canParse(asked) || asked.includes('#')) return false;
  const url = new URL(asked);
  return (
    url.origin === publicUrl &&
    url.username === '' &&
    url.password === '' &&
    /^\/(mcp\/?)?$/.test(url.pathname)
  );
}
