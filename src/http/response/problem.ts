import { HttpError, OAuthError, UnavailableError } from '../../errors.ts';
import { json } from './respond.ts';

/** The part of an error that clients see. `code` is an OAuth error code, if any. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
};

const codes: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'invalid_token',
  403: 'access_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'content_too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  500: 'server_error',
  503: 'temporarily_unavailable',
};

/** Converts an error for clients. An error that is not from `errors.ts` becomes a 500 with only the request id. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof OAuthError) {
    return { status: error.status, code: error.code, message: error.message, headers: error.headers };
  }
  if (error instanceof HttpError) {
    const code = codes[error.status] ?? (error.status < 500 ? 'invalid_request' : 'server_error');
    return { status: error.status, code, message: error.message, headers: error.headers };
  }
  if (error instanceof UnavailableError) {
    const headers = { 'retry-after': String(Math.ceil(error.retryAfterSeconds)) };
    return { status: 503, code: 'temporarily_unavailable', message: error.message, headers };
  }
  return {
    status: 500,
    code: 'server_error',
    message: `Portico had an internal error. If it happens again, give your administrator this request id: ${requestId}`,
    headers: {},
  };
}

/** Formats a problem as JSON (RFC 6749, section 5.2), which every OAuth client understands. */
export function problemJson(problem: Problem): Response {
  return json(
    { error: problem.code, error_description: problem.message },
    { status: problem.status, headers: problem.headers },
  );
}
