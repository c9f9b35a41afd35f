import type { RequestContext } from '../http/request-context.ts';
import { readTraceparent } from '../http/trace-context.ts';
import { refuseBatch } from './refuse-batch.ts';
import { admitBearer } from '../http/bearer.ts';
import { answerHot } from './fast-path/answer-message.ts';
import { readHotMessage } from './fast-path/parse-message.ts';
import { readMessage } from './read-message.ts';
import type { McpNeeds } from './mcp-needs.ts';
import { refuseOrigin } from './origin.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';
import { answerBySdk } from './sdk.ts';
import { serveCaller } from './serving.ts';
import { readToolSelection } from './tool-selection.ts';
import { revisionKnowsLinks } from './server-info.ts';

/**
 * The MCP endpoint: one JSON-RPC message by POST, answered in JSON, by revision 2026-07-28 or one of those with a
 * handshake. Stateless: whatever a request needs comes with it.
 */
export async function mcp(
  request: Request,
  needs: McpNeeds,
  requestContext: RequestContext,
): Promise<Response> {
  const foreign = refuseOrigin(request, needs.config);
  if (foreign !== undefined) return foreign;
  const admission = await admitBearer(request, needs);
  if (admission instanceof Response) return admission;
  if (request.method !== 'POST') return postOnly();
  const asked = readToolSelection(new URL(request.url).searchParams);
  if (!asked.ok) return rpcFailure(400, rpcCodes.invalidRequest, asked.problem);
  const read = await readMessage(request);
  if (!read.ok) return read.response;
  const refused = Array.isArray(read.message) && (await refuseBatch(request, read.message, needs));
  if (refused) return refused;

  const caller = { ...admission.caller, selection: asked.selection };
  const traceparent = requestContext.traceparent ?? traceparentIn(read.message);
  const knowsLinks = revisionKnowsLinks(request.headers.get('mcp-protocol-version'));
  const serving = serveCaller(
    needs,
    { ...admission, caller },
    { ...requestContext, traceparent, knowsLinks },
  );
  const hot = needs.fastPath === false ? undefined : readHotMessage(request.headers, read.message);
  const response = await (hot === undefined
    ? answerBySdk(request, read.message, serving, limits(needs, requestContext))
    : answerHot(hot, serving));
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/** Without sessions there is no stream to open and nothing to end (MCP 2026-07-28, Streamable HTTP). */
function postOnly(): Response {
  const message = 'Send JSON-RPC messages by POST; this server opens no streams and keeps no sessions.';
  return rpcFailure(405, rpcCodes.transport, message, { allow: 'POST, OPTIONS' });
}

/** Clients of revision 2026-07-28 put W3C trace context into the message, for transports without headers. */
function traceparentIn(message: unknown): string | undefined {
  const meta = (message as { params?: { _meta?: { traceparent?: unknown } } } | null)?.params?._meta;
  return typeof meta?.traceparent === 'string' ? readTraceparent(meta.traceparent) : undefined;
}

function limits(needs: McpNeeds, requestContext: RequestContext): { ms: number; signal: AbortSignal } {
  return { ms: (needs.config.requestDeadlineSeconds + 1) * 1_000, signal: requestContext.signal };
}
