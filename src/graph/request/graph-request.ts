/**
 * When a request can be retried. `safe`: always. `keyed`: always, because the request has a key that lets Graph detect
 * duplicates. `never`: only if the request was not sent or got a 429.
 */
export type Repeat = 'safe' | 'keyed' | 'never';

/** A request to Microsoft Graph. `path` is percent-encoded, starts with a slash and does not include the version. */
export type GraphRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly version?: 'v1.0' | 'beta';
  readonly repeat: Repeat;
  /**
   * The maximum age of a cached answer; only for reads. The call can return an answer that the same user received
   * earlier, but policy still checks the request.
   */
  readonly maxAgeSeconds?: number;
  /**
   * A sentence to show if the response to a write is lost. It says how to check whether the write took effect, such as
   * `Look in Sent Items.`
   */
  readonly verify?: string;
};

/**
 * A parsed response. `body` is undefined for an empty response; `requestId` is the id that Microsoft support asks for.
 */
export type GraphAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly requestId: string | undefined;
  readonly bytes: number;
  /**
   * The address of a job that Graph has started, from a 202 response. The address is untrusted. It can grant access, so
   * it never leaves Portico.
   */
  readonly monitor?: string;
};
