import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

import { readLimited } from '../base/read-limited.ts';

/** Maximum size of a response. Token responses and lists of signing keys from Entra are far smaller. */
const RESPONSE_LIMIT_BYTES = 256 * 1024;

export type EntraRequest = {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal: AbortSignal;
};

export type EntraResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An error if the body is too long or the connection fails after the headers. */
  readonly body: string | Error;
};

/**
 * Sends one request to Entra and reads the response. Follows no redirects. Rejects if there is no response, or with the
 * signal's reason if the signal aborts first. Uses `node:https`, because the global `fetch` would compile another HTTP
 * parser, which takes 100 ms of CPU time while the first client waits.
 */
export async function requestEntra(
  url: string,
  { method, headers, body, signal }: EntraRequest,
): Promise<EntraResponse> {
  signal.throwIfAborted();
  const send = new URL(url).protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = send(url, { method, headers, signal }, (response) => {
      const { statusCode: status = 0 } = response;
      void readText(response).then((text) =>
        resolve({ status, headers: joined(response.headers), body: text }),
      );
    });
    sent.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    sent.end(body);
  });
}

async function readText(response: AsyncIterable<Uint8Array>): Promise<string | Error> {
  try {
    const bytes = await readLimited(response, RESPONSE_LIMIT_BYTES);
    return bytes?.toString('utf8') ?? new RangeError('a response from Entra is too long');
  } catch (cause) {
    return new Error('a response from Entra was cut off', { cause });
  }
}

function joined(headers: NodeJS.Dict<string | readonly string[]>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value = '']): [string, string] => [
    name,
    typeof value === 'string' ? value : value.join(', '),
  ]);
  return Object.fromEntries(entries);
}
