import type { INetworkModule } from '@azure/msal-node';

import { readLimited } from '../base/read-limited.ts';
import { parseRetryAfter } from '../base/headers.ts';
import { UnavailableError, type Explanation } from '../errors.ts';
import type { Origin, Telemetry } from '../telemetry/telemetry-types.ts';
import { isRecord } from '../base/is-record.ts';
import { sentenceOf } from './causes/explain.ts';
import { parseErrorDetails, type EntraErrorDetails } from './causes/entra-error-details.ts';

/** Larger than any response from Entra's token endpoint. */
const RESPONSE_LIMIT_BYTES = 256 * 1024;

/** The network client for one exchange. `failure` returns the network error, which msal-node does not pass on. */
export type Network = {
  readonly client: INetworkModule;
  readonly failure: () => UnavailableError | undefined;
};

/**
 * Sends msal-node's requests until `signal` aborts. If there is no response, or it is not JSON, or its status is
 * 429 or 5xx, then Entra counts as unavailable, no matter how msal-node interprets the response.
 */
export function createNetwork({
  signal,
  name,
  origin,
  telemetry,
  explain,
}: {
  readonly signal: AbortSignal;
  readonly name: string;
  readonly origin?: Origin | undefined;
  readonly telemetry: Telemetry | undefined;
  readonly explain: (details: EntraErrorDetails) => Explanation;
}): Network {
  let failure: UnavailableError | undefined;

  const exchange = async (url: string, init: RequestInit) => {
    const began = performance.now();
    let status = 0;
    try {
      const response = await fetch(url, { ...init, redirect: 'error', signal });
      status = response.status;
      const headers = Object.fromEntries(response.headers);
      if (status === 429 || status >= 500) {
        const explanation = await explanationIn(response, explain);
        throw new UnavailableError('Entra', {
          ...parseRetryAfter(headers['retry-after']),
          ...(explanation && { explanation, message: sentenceOf(explanation) }),
        });
      }
      return { status, headers, body: JSON.parse(await readText(response)) };
    } catch (error) {
      failure = error instanceof UnavailableError ? error : new UnavailableError('Entra', { cause: error });
      throw failure;
    } finally {
      telemetry?.dependency({
        target: 'Entra',
        name,
        status,
        ok: failure === undefined && status < 400,
        ms: performance.now() - began,
        requestId: origin?.requestId,
        traceparent: origin?.traceparent,
      });
    }
  };

  return {
    client: {
      sendGetRequestAsync: (url, options) => exchange(url, { headers: options?.headers ?? {} }),
      sendPostRequestAsync: (url, options) =>
        exchange(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
    },
    failure: () => failure,
  };
}

/** Returns the explanation if the body of a 429 or 5xx contains an Entra error; undefined otherwise. */
async function explanationIn(
  response: Response,
  explain: (details: EntraErrorDetails) => Explanation,
): Promise<Explanation | undefined> {
  try {
    const body: unknown = JSON.parse(await readText(response));
    if (!isRecord(body)) return undefined;
    const { error, suberror, error_description: description } = body;
    const details = parseErrorDetails({ error, suberror, description });
    return details.aadsts === 0 ? undefined : explain(details);
  } catch {
    return undefined;
  }
}

async function readText(response: Response): Promise<string> {
  const body = await readLimited(response.body ?? [], RESPONSE_LIMIT_BYTES);
  if (body === undefined) throw new RangeError('a response from Entra is too long');
  return body.toString('utf8');
}
