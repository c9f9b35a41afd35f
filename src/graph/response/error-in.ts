import { isRecord } from '../../base/is-record.ts';
import { parseJson } from '../../base/json-text.ts';

/** The fields of Graph's error object, or empty strings if the body has no error object. */
export type GraphError = { readonly code: string; readonly message: string };

/**
 * Maximum number of nested messages to parse. An Intune message is JSON with a code and a message, which can again be
 * JSON.
 */
const MAX_DEPTH = 3;

export function errorIn(body: Uint8Array): GraphError {
  const parsed = parseJson(Buffer.from(body).toString('utf8'));
  const error = isRecord(parsed) && isRecord(parsed['error']) ? parsed['error'] : {};
  return unwrap({ code: textOf(error['code']), message: textOf(error['message']) }, MAX_DEPTH);
}

function unwrap(error: GraphError, depth: number): GraphError {
  const inner = depth > 0 && error.message.startsWith('{') ? parseJson(error.message) : undefined;
  if (!isRecord(inner) || typeof inner['Message'] !== 'string') return error;
  return unwrap({ code: textOf(inner['ErrorCode']) || error.code, message: inner['Message'] }, depth - 1);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
