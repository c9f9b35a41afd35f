import { isIP } from 'node:net';

import { ToolError } from '../../errors.ts';

/**
 * An address that Graph gave out for content: whoever has it needs no token, so none is sent there. It must be https on
 * a named host; with `loopback`, plain http to this machine passes too. Throws `ToolError('bad_answer')` for any other.
 */
export function contentUrl(given: unknown, loopback: boolean): URL {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || !isTrusted(url, loopback)) {
    throw new ToolError(
      'bad_answer',
      'Microsoft Graph named a place for the content of the file that is not asked: it is no plain https address.',
    );
  }
  return url;
}

function isTrusted({ protocol, hostname, port }: URL, loopback: boolean): boolean {
  if (loopback && protocol === 'http:') return hostname === '127.0.0.1' || hostname === 'localhost';
  const named = isIP(hostname) === 0 && !hostname.startsWith('[') && hostname.includes('.');
  return protocol === 'https:' && port === '' && named && !hostname.endsWith('.localhost');
}
