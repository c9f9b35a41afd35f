/**
 * The details of an Entra error that are kept. The description is dropped, because it can contain users' names,
 * addresses and ids.
 */
export type EntraErrorDetails = {
  /** The OAuth error code, such as `invalid_grant`; empty if missing. */
  readonly error: string;
  /** Empty if missing. */
  readonly suberror: string;
  /** The AADSTS number; 0 if missing. */
  readonly aadsts: number;
  /** Microsoft and administrators use these ids and the time to find the request in their logs. */
  readonly traceId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly timestamp?: string | undefined;
};

/**
 * Maximum length of a description, in characters. A longer description is truncated, but Entra's descriptions are
 * shorter.
 */
const DESCRIPTION_LIMIT = 8_192;
const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const traceIdPattern = new RegExp(`Trace ID: (${GUID})`);
const correlationIdPattern = new RegExp(`Correlation ID: (${GUID})`);

/** Extracts the details from an error. `error` and `suberror` are kept only if they are plain words. */
export function parseErrorDetails({
  error,
  suberror,
  description,
  aadsts,
}: {
  readonly error: unknown;
  readonly suberror?: unknown;
  readonly description: unknown;
  /** The AADSTS number, if available separately; otherwise it is read from the description. */
  readonly aadsts?: unknown;
}): EntraErrorDetails {
  const text = typeof description === 'string' ? description.slice(0, DESCRIPTION_LIMIT) : '';
  return {
    error: wordOf(error),
    suberror: wordOf(suberror),
    aadsts: numberOf(aadsts ?? /AADSTS(\d{4,9})/.exec(text)?.[1]),
    traceId: traceIdPattern.exec(text)?.[1],
    correlationId: correlationIdPattern.exec(text)?.[1],
    timestamp: /Timestamp: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)/.exec(text)?.[1],
  };
}

function wordOf(value: unknown): string {
  return typeof value === 'string' && /^[a-z_]{1,40}$/.test(value) ? value : '';
}

function numberOf(value: unknown): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 && number < 1e9 ? number : 0;
}
