import { parseRetryAfter } from '../base/headers.ts';
import { withTimeout } from '../base/until-aborted.ts';
import { UnavailableError, type Dependency } from '../errors.ts';
import type { Telemetry } from './telemetry-types.ts';

export type UpstreamCall = {
  readonly dependency: Dependency;
  /** Name of the operation in telemetry; never contains a key, an id or a value. */
  readonly name: string;
  readonly deadlineMs: number;
  /** Error statuses that the caller handles: the SDK's error is thrown unchanged and does not count as a failure. */
  readonly expectedStatuses?: readonly number[];
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
 * Makes one call through an Azure SDK and records it in telemetry. The deadline applies even if the SDK ignores its
 * signal. Every failure becomes an `UnavailableError` with the service's Retry-After.
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
    const expected = call.expectedStatuses?.includes(status) ?? false;
    record(status, expected);
    if (expected || error instanceof UnavailableError) throw error;
    throw new UnavailableError(call.dependency, {
      ...retryAfterOf(error),
      message: refusalOf(call.dependency, status) ?? unknownHostOf(call.dependency, error),
      cause: summaryOf(error),
    });
  }
}

/** Returns the message for a refusal. Waiting does not resolve a refusal, so the message says who can fix the cause. */
function refusalOf(dependency: Dependency, status: number): string | undefined {
  const hasRoles = dependency === 'Key Vault' || dependency === 'Table Storage';
  if (!hasRoles || (status !== 401 && status !== 403)) return undefined;
  return (
    `${dependency} refuses this server's identity (HTTP ${status}). The operator of this server has to check the ` +
    "identity's roles and the service's firewall; a new role takes up to ten minutes to take effect."
  );
}

const addresses: Partial<Record<Dependency, string>> = {
  'Key Vault': 'KEY_VAULT_URL',
  'Table Storage': 'STATE_TABLES_URL',
};

/**
 * Returns the message for a host name that DNS does not know. Most often, the name is misspelt or belongs to a private
 * endpoint in an unlinked DNS zone.
 */
function unknownHostOf(dependency: Dependency, error: unknown): string | undefined {
  const setting = addresses[dependency];
  if (setting === undefined || (error as { code?: unknown } | undefined)?.code !== 'ENOTFOUND')
    return undefined;
  return (
    `${dependency} is not found in DNS; try again shortly. If that does not help, the operator of this server has to ` +
    `check ${setting} and this server's DNS.`
  );
}

/** Returns the HTTP status of an Azure SDK error; 0 if there was no response. */
export function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : 0;
}

/**
 * Returns a summary of an SDK error, with the name and code that the log shows. The SDK error contains the entire
 * request with headers and body, which must not end up in an error's cause.
 */
function summaryOf(error: unknown): Error {
  const { name, message, code } = error as { name?: unknown; message?: unknown; code?: unknown };
  const facts = [code, statusOf(error) || undefined].filter(Boolean).join(' ');
  const summary = new Error([name, facts, message].filter(Boolean).join(' ').slice(0, 500));
  return Object.assign(summary, {
    ...(typeof name === 'string' && { name }),
    ...(facts !== '' && { code: facts.slice(0, 100) }),
  });
}

function retryAfterOf(error: unknown): { retryAfterSeconds?: number } {
  const headers = (error as { response?: { headers?: { get?: (name: string) => unknown } } }).response
    ?.headers;
  return parseRetryAfter(headers?.get?.('retry-after'));
}
