/**
 * What is kept of an error from Entra. Its description never is: it may contain names, addresses and ids of people.
 */
export type EntraFacts = {
  /** The OAuth error code, such as `invalid_grant`; empty if there is none. */
  readonly error: string;
  /** Empty if there is none. */
  readonly suberror: string;
  /** The AADSTS number; 0 if there is none. */
  readonly aadsts: number;
  /** The ids and the time by which Microsoft and administrators find the request in their logs. */
  readonly traceId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly timestamp?: string | undefined;
};

/** Longer than any description of Entra; what follows is not looked at. */
const DESCRIPTION_LIMIT = 8_192;
const GUID = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const traceIdPattern = new RegExp(`Trace ID: (${GUID})`);
const correlationIdPattern = new RegExp(`Correlation ID: (${GUID})`);

/** The facts in an error: `error` and `suberror` count only if they are plain words. */
export function factsIn({
  error,
  suberror,
  description,
  aadsts,
}: {
  readonly error: unknown;
  readonly suberror?: unknown;
  readonly description: unknown;
  /** The number, if it is known apart from the description. */
  readonly aadsts?: unknown;
}): EntraFacts {
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
  const number = Number(value ?? 0);
  return Number.isInteger(number) && number > 0 && number < 1e9 ? number : 0;
}
