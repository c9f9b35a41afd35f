/** What a host knows of a request beside the request itself. */
export type RequestContext = {
  /** A fresh id, told in `x-request-id` and in every log line. */
  readonly requestId: string;
  /** The client's IP address, by the trusted hops only. */
  readonly address: string;
  /** W3C trace context of the caller, where it sent a well-formed one. */
  readonly traceparent: string | undefined;
  /** Aborts when the client goes away, where the host can tell, and at the request's deadline. */
  readonly signal: AbortSignal;
};

/** The whole app as a host sees it. It never throws. */
export type App = (request: Request, requestContext: RequestContext) => Promise<Response>;
