import { readLimited } from '../base/read-limited.ts';
import { StoppedError, withDeadline } from '../base/with-deadline.ts';
import { ToolError } from '../errors.ts';
import type { Telemetry } from '../telemetry/telemetry-types.ts';
import type { ConfiguredProvider } from './configured-provider.ts';
import type { ProviderRequest, ProviderUse } from './provider-request.ts';

const DEADLINE_MS = 15_000;
const BODY_LIMIT_BYTES = 2 * 1_024 * 1_024;
const LONGEST_PATH = 500;

/** A response of any status. `bytes` is undefined if the body is too large. */
export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer | undefined;
};

/** Makes one HTTP exchange. Throws `ToolError` if there is no response, or `StoppedError` if the call was stopped. */
export type Exchange = (request: ProviderRequest, use: ProviderUse, token: string) => Promise<Reply>;

/** Redirects are not followed, because they could send the token elsewhere. A read is retried once. */
export function createExchange(telemetry: Telemetry, deadlineMs = DEADLINE_MS): Exchange {
  const once: Exchange = async (request, { provider, signal, requestId }, token) => {
    const began = performance.now();
    const { method, body } = request;
    const record = (status: number) =>
      telemetry.dependency({
        target: 'Linked account',
        name: `${method} ${provider.name}`,
        status,
        ok: status > 0 && status < 500,
        ms: performance.now() - began,
        requestId,
      });
    const url = urlOf(provider, request);
    try {
      // Not `AbortSignal.any`: Node may collect a time-out that only the combined signal refers to.
      return await withDeadline(deadlineMs, signal, async (inTime) => {
        const response = await fetch(url, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          redirect: 'manual',
          signal: inTime,
        });
        const { status, headers } = response;
        const chunks = (response.body ?? []) as AsyncIterable<Uint8Array>;
        const bytes = await readLimited(chunks, BODY_LIMIT_BYTES);
        record(status);
        return { status, headers, bytes };
      });
    } catch {
      record(0);
      if (signal.aborted) throw new StoppedError();
      throw notReached(provider, request);
    }
  };
  return async (request, use, token) => {
    try {
      return await once(request, use, token);
    } catch (error) {
      if (request.method !== 'GET' || !(error instanceof ToolError)) throw error;
      return once(request, use, token);
    }
  };
}

/** Returns the URL for a request. Throws if the path could lead outside the provider's API. */
function urlOf(provider: ConfiguredProvider, { path, query = {} }: ProviderRequest): URL {
  const segments = path.slice(1).split('/');
  const isPlain = path.startsWith('/') && path.length <= LONGEST_PATH && segments.every(isPlainSegment);
  if (!isPlain) throw new RangeError('The path of a request to a provider is not valid.');
  const url = new URL(provider.api + path);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function isPlainSegment(segment: string): boolean {
  return /^[\w~-][\w.~-]*$/.test(segment);
}

function notReached({ title, limits }: ConfiguredProvider, { method }: ProviderRequest): ToolError {
  return new ToolError('unavailable', `${title} cannot be reached at the moment.`, {
    sideEffect: method === 'GET' ? 'unchanged' : 'unknown',
    retryAfterSeconds: limits.retryAfterSeconds,
  });
}
