import { isIP } from 'node:net';

import { ToolError } from '../../errors.ts';

/**
 * Checks a pre-authenticated content URL from Graph; no token is sent there. It must be https with a host name. With
 * `loopback`, http to this machine is allowed too. Throws `ToolError('bad_answer')` otherwise.
 */
export function contentUrl(given: unknown, loopback: boolean): URL {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || !isTrusted(url, loopback)) {
    throw new ToolError(
      'bad_answer',
      'Microsoft Graph gave an address for the content of the file that is not allowed (https with a host name is required).',
    );
  }
  return url;
}

function isTrusted({ protocol, hostname, port }: URL, loopback: boolean): boolean {
  if (loopback && protocol === 'http:') return hostname === '127.0.0.1' || hostname === 'localhost';
  const named = isIP(hostname) === 0 && !hostname.startsWith('[') && hostname.includes('.');
  return protocol === 'https:' && port === '' && named && !hostname.endsWith('.localhost');
}
