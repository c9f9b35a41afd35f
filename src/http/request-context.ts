/** The data that the host provides about a request. */
export type RequestContext = {
  /** Unique. Sent as `x-request-id` and included in every log line. */
  readonly requestId: string;
  /** The client's IP address as seen by trusted proxies. */
  readonly address: string;
  /** The caller's W3C trace context, if well-formed. */
  readonly traceparent: string | undefined;
  /** Aborts at the request's deadline, or when the host detects that the client has disconnected. */
  readonly signal: AbortSignal;
};

/** Serves one route. `serve-routes.ts` turns the errors that a handler throws into a page or a JSON response. */
export type Handler = (request: Request, requestContext: RequestContext) => Promise<Response>;

/** The app's entry point for hosts: serves every route and never throws. */
export type App = Handler;
