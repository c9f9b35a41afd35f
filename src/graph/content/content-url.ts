import { isIP } from 'node:net';

import { parseUrl } from '../../base/text/parse-url.ts';
import { ToolError } from '../../errors.ts';

/**
 * Parses and checks a pre-authenticated content URL from Graph. No token is sent to such a URL. Throws
 * `ToolError('bad_answer')` unless the URL uses https and a host name. With `loopback`, http to this machine is also
 * allowed.
 */
export function contentUrl(given: unknown, loopback: boolean): URL {
  const url = typeof given === 'string' ? parseUrl(given) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || !isTrusted(url, loopback)) {
    throw new ToolError(
      'bad_answer',
      'Microsoft Graph returned a content URL that is not allowed. It must use https and a host name.',
    );
  }
  return url;
}

function isTrusted({ protocol, hostname, port }: URL, loopback: boolean): boolean {
  if (loopback && protocol === 'http:') return hostname === '127.0.0.1' || hostname === 'localhost';
  const named = isIP(hostname) === 0 && !hostname.startsWith('[') && hostname.includes('.');
  return protocol === 'https:' && port === '' && named && !hostname.endsWith('.localhost');
}
