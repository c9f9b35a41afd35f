import type { INetworkModule } from '@azure/msal-node';

import { parseRetryAfter } from '../base/headers.ts';
import { UnavailableError, type Explanation } from '../errors.ts';
import type { Origin, Telemetry } from '../telemetry/telemetry-types.ts';
import { sentenceOf } from './causes/explain.ts';
import { parseErrorDetails, type EntraErrorDetails } from './causes/entra-error-details.ts';
import { requestEntra, type EntraRequest } from './request-entra.ts';

/** The network client for one exchange. `failure` returns the network error, which msal-node does not pass on. */
export type Network = {
  readonly client: INetworkModule;
  readonly failure: () => UnavailableError | undefined;
};

/**
 * Sends msal-node's requests until `signal` aborts. If there is no response, or if the response is not JSON or has
 * status 429 or 5xx, Entra counts as unavailable, no matter how msal-node interprets the response.
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

  const exchange = async (url: string, init: Omit<EntraRequest, 'signal'>) => {
    const began = performance.now();
    let status = 0;
    try {
      const { headers, body, ...response } = await requestEntra(url, { ...init, signal });
      status = response.status;
      if (status === 429 || status >= 500) {
        const explanation = explanationIn(body, explain);
        throw new UnavailableError('Entra', {
          ...parseRetryAfter(headers['retry-after']),
          ...(explanation && { explanation, message: sentenceOf(explanation) }),
        });
      }
      if (body instanceof Error) throw body;
      if (status >= 300 && status < 400) throw new TypeError('Entra must not redirect a request for a token');
      return { status, headers, body: JSON.parse(body) };
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
      sendGetRequestAsync: (url, options) =>
        exchange(url, { method: 'GET', headers: options?.headers ?? {} }),
      sendPostRequestAsync: (url, options) =>
        exchange(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
    },
    failure: () => failure,
  };
}

/** Returns the explanation if the body of a 429 or 5xx contains an Entra error; undefined otherwise. */
function explanationIn(
  text: string | Error,
  explain: (details: EntraErrorDetails) => Explanation,
): Explanation | undefined {
  try {
    // No check is needed: JSON values other than objects do not have these members, and the text of an `Error` is not
    // valid JSON.
    const body = JSON.parse(String(text)) as Record<string, unknown>;
    const { error, suberror, error_description: description } = body;
    const details = parseErrorDetails({ error, suberror, description });
    return details.aadsts === 0 ? undefined : explain(details);
  } catch {
    return undefined;
  }
}
