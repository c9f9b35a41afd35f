import type { Cookie, HttpRequest, HttpResponseInit } from '@azure/functions';

import { requestWith } from '../../http/buffered-body.ts';
import { bodyTooLarge, readBytes } from '../../http/form.ts';

/**
 * Converts a request from the Functions library to a web Request, with the original URL (the library's `query` merges
 * repeated keys). The platform has already received the body. The body is copied when the app reads it.
 */
export function toRequest(request: HttpRequest, limitBytes: number): Request {
  const headers = new Headers(request.headers);
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const receive = async (allowedBytes: number) => {
    const limit = Math.min(allowedBytes, limitBytes);
    const body = await readBytes(request, limit);
    if (body === undefined) throw bodyTooLarge(limit);
    return body;
  };
  return requestWith(hasBody ? receive : Buffer.alloc(0), {
    url: request.url,
    method: request.method,
    headers,
  });
}

/**
 * Converts a response for the Functions library. Cookies are passed separately, because `headers` keeps only the last
 * one.
 */
export async function toResponseInit(response: Response): Promise<HttpResponseInit> {
  const cookies = response.headers.getSetCookie().map(parseCookie);
  const headers = [...response.headers].filter(([name]) => name !== 'set-cookie');
  const body = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    headers: Object.fromEntries(headers),
    cookies,
    ...(body.length > 0 && { body }),
  };
}

/** Parses one of our own Set-Cookie values (RFC 6265, section 4.1.1). */
function parseCookie(line: string): Cookie {
  const [pair = '', ...parts] = line.split(/;\s*/);
  const attributes = new Map(
    parts.map((attribute) => {
      const [name = '', value = ''] = attribute.split('=', 2);
      return [name.toLowerCase(), value] as const;
    }),
  );
  const maxAge = attributes.get('max-age');
  const path = attributes.get('path');
  const sameSite = attributes.get('samesite') as Cookie['sameSite'];
  const cut = pair.indexOf('=');
  return {
    name: pair.slice(0, cut),
    value: pair.slice(cut + 1),
    httpOnly: attributes.has('httponly'),
    secure: attributes.has('secure'),
    ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
    ...(path !== undefined && { path }),
    ...(sameSite !== undefined && { sameSite }),
  };
}
