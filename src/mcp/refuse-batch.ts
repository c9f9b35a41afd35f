import { isRecord } from '../base/is-record.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';

/** The only revision with batches (MCP 2025-03-26, Base Protocol). Its clients may omit the revision header. */
const REVISION = '2025-03-26';
export const MAX_MESSAGES = 20;

/**
 * Returns the response that refuses a batch; undefined if the batch is allowed. Each message counts as a separate call
 * against the user's rate limit. Throws `HttpError` 429 if the limit is exceeded.
 */
export async function refuseBatch(
  messages: readonly unknown[],
  {
    revision,
    admitAgain,
  }: {
    /** The revision header; null if the client sent none. */
    readonly revision: string | null;
    /** Counts one more call. Returns a response only if the caller is refused. */
    readonly admitAgain: () => Promise<unknown>;
  },
): Promise<Response | undefined> {
  if ((revision ?? REVISION) !== REVISION || messages.length > MAX_MESSAGES) {
    const rule = `Send one message at a time: only revision ${REVISION} allows batches, of at most ${MAX_MESSAGES} messages.`;
    return rpcFailure(400, rpcCodes.invalidRequest, rule);
  }
  if (messages.length === 0) return rpcFailure(400, rpcCodes.invalidRequest, 'The batch is empty.');
  if (repeatsAnId(messages)) {
    const rule = 'Two messages of the batch have the same id: give each request its own id.';
    return rpcFailure(400, rpcCodes.invalidRequest, rule);
  }
  for (const _further of messages.slice(1)) {
    // oxlint-disable-next-line no-await-in-loop -- stop at the first refusal
    const admitted = await admitAgain();
    if (admitted instanceof Response) return admitted;
  }
  return undefined;
}

/**
 * Returns whether two requests have the same id. In that case, only one response could be returned, although both
 * requests would be executed.
 */
function repeatsAnId(messages: readonly unknown[]): boolean {
  const requests = messages.filter(isRecord).filter((message) => 'method' in message);
  const ids = requests.map((request) => request['id'] ?? null).filter((id) => id !== null);
  return new Set(ids).size < ids.length;
}
