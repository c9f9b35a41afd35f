import { parseRetryAfter } from '../base/retry-after.ts';
import { withTimeout } from '../base/until-aborted.ts';
import { UnavailableError, type Dependency } from '../errors.ts';
import type { Telemetry } from './telemetry-types.ts';

/** How a call to a service is bounded, named and judged. */
export type UpstreamCall = {
  readonly dependency: Dependency;
  /** What is asked, for telemetry: never a key, an id or a value. */
  readonly name: string;
  readonly deadlineMs: number;
  /** Statuses that are answers and not failures; the SDK's error of such a status is thrown as it is. */
  readonly answers?: readonly number[];
  readonly telemetry: Telemetry | undefined;
};

const targets = {
  Entra: 'Entra',
  'the managed identity': 'Entra',
  'Microsoft Graph': 'Graph',
  'Key Vault': 'Key Vault',
  'Table Storage': 'Tables',
} as const satisfies Record<Dependency, string>;

/**
 * Makes one call through an Azure SDK within a deadline that holds even where the SDK does not heed its signal,
 * and tells telemetry. Every failure becomes `UnavailableError`, with the Retry-After that the service gave.
 */
export async function callUpstream<T>(
  call: UpstreamCall,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const began = performance.now();
  const record = (status: number, ok: boolean) =>
    call.telemetry?.dependency({
      target: targets[call.dependency],
      name: call.name,
      status,
      ok,
      ms: performance.now() - began,
    });
  try {
    const result = await withTimeout(call.deadlineMs, work);
    record(200, true);
    return result;
  } catch (error) {
    const status = statusOf(error);
    const answer = call.answers?.includes(status) ?? false;
    record(status, answer);
    if (answer || error instanceof UnavailableError) throw error;
    throw new UnavailableError(call.dependency, { ...retryAfterOf(error), cause: summaryOf(error) });
  }
}

/** The HTTP status that an error of an Azure SDK carries; 0 where the service gave no answer. */
export function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : 0;
}

/** An SDK's error holds the whole request, headers and body included; what travels on as a cause must not. */
function summaryOf(error: unknown): Error {
  const { name, message, code } = error as { name?: unknown; message?: unknown; code?: unknown };
  return new Error(
    [name, code, statusOf(error) || undefined, message].filter(Boolean).join(' ').slice(0, 500),
  );
}

function retryAfterOf(error: unknown): { retryAfterSeconds?: number } {
  const headers = (error as { response?: { headers?: { get?: (name: string) => unknown } } }).response
    ?.headers;
  return parseRetryAfter(headers?.get?.('retry-after'));
}
