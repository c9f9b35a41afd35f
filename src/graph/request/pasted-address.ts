import { parseUrl } from '../../base/text/parse-url.ts';
import { ToolError } from '../../errors.ts';
import { canonicalPath } from './graph-path.ts';
import { parseQuery } from './query-options.ts';

/** The target of an address that a user or a model wrote. `path` is canonical and has no version. */
export type Target = {
  readonly version: 'v1.0' | 'beta';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
};

/** Hosts of links that Graph resolves through `/shares`. The request itself always goes to Graph. */
const sharingHost =
  /^(?:[a-z0-9-]+\.){1,4}sharepoint(?:-mil|-df)?\.[a-z]{2,7}$|^(?:1drv\.ms|onedrive\.live\.com)$/;

/**
 * Reads a path such as `/me/messages`, with or without a version and a query; the URL of a request to Graph at
 * `origin`; or a link to a file in SharePoint or OneDrive. Throws `ToolError('bad_argument')` for anything else.
 */
export function parseAddress(given: string, origin: string): Target {
  const text = given.trim();
  if (!/^https?:/i.test(text)) return parsePath(text);
  const prefix = `${origin}/`;
  if (text.toLowerCase().startsWith(prefix.toLowerCase())) return parsePath(text.slice(origin.length));
  const url = parseUrl(text);
  if (url?.protocol === 'https:' && url.username === '' && sharingHost.test(url.hostname)) {
    return { version: 'v1.0', path: sharePath(text), query: {} };
  }
  throw new ToolError(
    'bad_argument',
    `This URL is not supported. Use a path such as /me/messages, a URL that begins with ${origin}/v1.0/, or a link to a file in SharePoint or OneDrive. No request was sent.`,
  );
}

function parsePath(text: string): Target {
  const at = text.indexOf('?');
  const whole = canonicalPath(at === -1 ? text : text.slice(0, at));
  const [, version, below] = /^\/(v1\.0|beta)(\/.+)$/.exec(whole) ?? [];
  return {
    // Models often include the version. Policy decides whether `beta` is allowed.
    version: version === 'beta' ? 'beta' : 'v1.0',
    path: below ?? whole,
    query: at === -1 ? {} : parseQuery(text.slice(at)),
  };
}

/** Encodes a link as described in Graph's documentation on shares. */
function sharePath(link: string): string {
  return `/shares/u!${Buffer.from(link).toString('base64url')}/driveItem`;
}
