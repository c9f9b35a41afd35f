/** Facts about a request from the host. */
export type RequestContext = {
  /** Unique; sent as `x-request-id` and part of every log line. */
  readonly requestId: string;
  /** The client's IP address as seen by trusted proxies. */
  readonly address: string;
  /** The caller's W3C trace context, if well-formed. */
  readonly traceparent: string | undefined;
  /** Aborts at the request's deadline and, if the host notices, when the client disconnects. */
  readonly signal: AbortSignal;
};

/** The app as hosts see it. Never throws. */
export type App = (request: Request, requestContext: RequestContext) => Promise<Response>;
