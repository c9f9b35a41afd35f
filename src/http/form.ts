import { isEncoded, mediaType } from '../base/headers.ts';
import { readLimited } from '../base/read-limited.ts';
import { HttpError, OAuthError } from '../errors.ts';
import { FORM_LIMIT_BYTES } from '../routes.ts';
import { receiveBody } from './buffered-body.ts';

/**
 * Reads a body as text. Throws 413 if the body exceeds the limit, with or without Content-Length, 415 if the body is
 * compressed (RFC 9110, section 15.5.16), and 400 if the body is not UTF-8 (RFC 8259, section 8.1).
 */
export async function readText(request: Request, limitBytes: number): Promise<string> {
  if (isEncoded(request.headers.get('content-encoding'))) throw encodedBody();
  const received = receiveBody(request, limitBytes) ?? readBytes(request, limitBytes);
  const bytes = await received;
  if (bytes === undefined) throw bodyTooLarge(limitBytes);
  return decoded(bytes);
}

/**
 * Decodes UTF-8. Throws if the bytes are not UTF-8, because Windows PowerShell 5.1 and other programs send Latin-1 by
 * default: a lenient decoder would replace every letter outside ASCII, for example in the text of an email.
 */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new HttpError(400, 'The request body is not valid UTF-8: encode it as UTF-8.', { cause });
  }
}

export type UnreadMessage = Pick<Request, 'headers' | 'body'>;

/** Reads a body; undefined if it exceeds the limit. */
export async function readBytes(message: UnreadMessage, limitBytes: number): Promise<Uint8Array | undefined> {
  if (Number(message.headers.get('content-length') ?? 0) > limitBytes) return undefined;
  return readLimited((message.body ?? []) as AsyncIterable<Uint8Array>, limitBytes);
}

export function bodyTooLarge(limitBytes: number): HttpError {
  return new HttpError(413, `The request body exceeds the limit of ${limitBytes} bytes.`);
}

function encodedBody(): HttpError {
  const message = 'The request body is compressed: send it without Content-Encoding.';
  return new HttpError(415, message, { headers: { 'accept-encoding': 'identity' } });
}

/**
 * Reads an application/x-www-form-urlencoded body. Refuses repeated parameters and drops empty ones (RFC 6749, sections
 * 3.1 and 3.2).
 */
export async function readForm(request: Request): Promise<Record<string, string>> {
  return onlyOnce(await readFormParameters(request), () => {
    return new OAuthError(
      'invalid_request',
      'A parameter occurs more than once: send each parameter only once.',
    );
  });
}

/** Reads an application/x-www-form-urlencoded body and keeps repeated parameters. */
export async function readFormParameters(request: Request): Promise<URLSearchParams> {
  if (!isForm(request)) {
    throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(await readText(request, FORM_LIMIT_BYTES));
}

function isForm(request: Request): boolean {
  return mediaType(request.headers.get('content-type')) === 'application/x-www-form-urlencoded';
}

/** Reads a page's query. The error message is written for the user, because no app sent this request. */
export function readPageQuery(request: Request): Record<string, string> {
  return onlyOnce(new URL(request.url).searchParams, repeatedOnPage);
}

/** Reads a page's form. As in `readPageQuery`, the error message is written for the user. */
export async function readPageForm(request: Request): Promise<Record<string, string>> {
  if (!isForm(request))
    throw new HttpError(400, 'This page accepts only the form that it shows. Reload the page and try again.');
  return onlyOnce(new URLSearchParams(await readText(request, FORM_LIMIT_BYTES)), repeatedOnPage);
}

function repeatedOnPage(): HttpError {
  const message =
    'The address of this page contains the same parameter more than once. Return to the app or page where you started, and try again.';
  return new HttpError(400, message);
}

function onlyOnce(parameters: URLSearchParams, toError: () => Error): Record<string, string> {
  const { values, repeated, resources } = sortParameters(parameters);
  if (repeated.length > 0 || resources.length > 1) throw toError();
  return values;
}

/**
 * Parameters, with the names of repeated parameters listed separately. Empty parameters are dropped (RFC 6749, section
 * 3.1).
 */
export type SortedParameters = {
  /** The first value of each parameter. */
  readonly values: Record<string, string>;
  /** Every value of `resource`, which may be repeated (RFC 8707, section 2). */
  readonly resources: readonly string[];
  /** The names of all parameters except `resource` that occur more than once. */
  readonly repeated: readonly string[];
};

export function sortParameters(parameters: URLSearchParams): SortedParameters {
  const values: Record<string, string> = Object.create(null);
  const resources: string[] = [];
  const repeated = new Set<string>();
  for (const [name, value] of parameters) {
    if (value === '') continue;
    if (name === 'resource') resources.push(value);
    else if (name in values) repeated.add(name);
    values[name] ??= value;
  }
  return { values, resources, repeated: [...repeated] };
}
