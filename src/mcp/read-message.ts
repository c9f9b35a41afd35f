import { mediaType } from '../base/headers.ts';
import { HttpError } from '../errors.ts';
import { readText } from '../http/form.ts';
import { MESSAGE_LIMIT_BYTES } from '../routes.ts';
import { envelopeProblem, textProblem } from './message-bounds.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';

/** The parsed body, or a response that explains why it cannot be read. */
export type MessageResult =
  | { readonly ok: true; readonly message: unknown }
  | { readonly ok: false; readonly response: Response };

/**
 * Reads the JSON body of a POST. The body is validated as JSON-RPC later. Waits for `turn` before the work that blocks
 * the event loop.
 */
export async function readMessage(request: Request, turn: () => Promise<void>): Promise<MessageResult> {
  if (mediaType(request.headers.get('content-type')) !== 'application/json') {
    return refusal(415, rpcCodes.transport, 'Content-Type must be application/json.');
  }
  try {
    const text = await readText(request, MESSAGE_LIMIT_BYTES);
    await turn();
    const costly = textProblem(text);
    if (costly !== undefined) return refusal(400, rpcCodes.invalidRequest, costly);
    const message: unknown = JSON.parse(text);
    const large = envelopeProblem(message);
    if (large !== undefined) return refusal(400, rpcCodes.invalidRequest, large);
    return { ok: true, message };
  } catch (error) {
    if (error instanceof HttpError)
      return refusal(error.status, rpcCodes.transport, error.message, error.headers);
    if (error instanceof SyntaxError)
      return refusal(400, rpcCodes.parse, 'Parse error: the request body is not valid JSON.');
    throw error;
  }
}

function refusal(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): MessageResult {
  return { ok: false, response: rpcFailure(status, code, message, headers) };
}
