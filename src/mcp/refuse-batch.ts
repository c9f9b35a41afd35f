import { admitBearer, type BearerGate } from '../http/bearer.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';

/** The only revision with batches (MCP 2025-03-26, Base Protocol); its clients name it in the header, or nothing at all. */
const REVISION = '2025-03-26';
const MESSAGES = 20;

/**
 * The answer that turns a batch away, or undefined. Each of its messages counts as a call of the person, so that
 * nothing is gained by sending them together: throws `HttpError` 429 where that is one too many.
 */
export async function refuseBatch(
  request: Request,
  messages: readonly unknown[],
  gate: BearerGate<unknown>,
): Promise<Response | undefined> {
  const revision = request.headers.get('mcp-protocol-version') ?? REVISION;
  if (revision !== REVISION || messages.length > MESSAGES) {
    const rule = `Send one message at a time: only revision ${REVISION} has batches, of ${MESSAGES} messages at most.`;
    return rpcFailure(400, rpcCodes.invalidRequest, rule);
  }
  for (const _further of messages.slice(1)) {
    // oxlint-disable-next-line no-await-in-loop -- the first refusal ends it
    const admitted = await admitBearer(request, gate);
    if (admitted instanceof Response) return admitted;
  }
  return undefined;
}
