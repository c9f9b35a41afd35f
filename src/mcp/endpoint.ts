import type { Config } from '../config/config.ts';
import { admitBearer, challengeFor, credentialsResponse, type BearerGate } from '../http/bearer.ts';
import { createFairTurns } from '../http/limits/fair-turns.ts';
import type { Handler, RequestContext } from '../http/request-context.ts';
import { readTraceparent } from '../http/trace-context.ts';
import type { Admission } from '../policy/caller.ts';
import { answerMessage } from './fast-path/answer-message.ts';
import { parseMessage } from './fast-path/parse-message.ts';
import type { MethodsFor } from './methods.ts';
import { readAsking } from './message/elicitation.ts';
import { normaliseMessage } from './message/normalise-message.ts';
import { withOneRevision } from './message/revision-header.ts';
import { sessionIdFor } from './message/session-hint.ts';
import { refuseOrigin } from './origin.ts';
import { readMessage } from './read-message.ts';
import { refuseBatch } from './refuse-batch.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';
import { answerBySdk } from './sdk.ts';
import { MODERN_REVISION, revisionSupportsLinks } from './server-info.ts';
import { challengeResponse } from './sign-in-challenge.ts';
import { readToolSelection } from './tool-selection.ts';

export type EndpointDependencies = {
  readonly config: Pick<Config, 'publicUrl' | 'allowedOrigins' | 'requestDeadlineSeconds'>;
  /** Returns the gate for the URL that a client uses. */
  readonly gateAt: (url: URL) => BearerGate<Admission>;
  readonly methodsFor: MethodsFor;
  /** Enables the fast path, which handles common messages without the SDK. */
  readonly fastPath: boolean;
  /**
   * Creates session ids for clients that can open our pages for the user. Absent if no call asks a client to open a
   * page.
   */
  readonly newSessionId?: (() => string) | undefined;
};

/**
 * Creates the MCP endpoint: one JSON-RPC message per POST, with a JSON response. Supports protocol revision 2026-07-28
 * and the older revisions with a handshake. The endpoint is stateless: every request contains everything needed to
 * process it.
 */
export function createEndpoint(dependencies: EndpointDependencies): Handler {
  const { config, gateAt, methodsFor, fastPath, newSessionId } = dependencies;
  // Calls have their own deadline, so the SDK's deadline matters only if the SDK never responds.
  const sdkDeadlineMs = (config.requestDeadlineSeconds + 1) * 1_000;
  const takeTurn = createFairTurns();

  const answer = async (received: Received, sender: Sender): Promise<Response> => {
    const { request, headers, revision, message } = received;
    const { admission, gate, requestContext } = sender;
    const { requestId, signal } = requestContext;
    const methods = methodsFor({
      admission,
      requestId,
      traceparent: requestContext.traceparent ?? traceparentIn(message),
      signal,
      asking: readAsking(headers, message),
      supportsLinks: revisionSupportsLinks(revision),
      asksInResults: revision === MODERN_REVISION,
      challengeFor: (error) => challengeFor(error, gate.resourceMetadata),
    });
    const fast = fastPath ? parseMessage(headers, message) : undefined;
    const response = await (fast === undefined
      ? answerBySdk({ url: request.url, headers }, message, methods, { ms: sdkDeadlineMs, signal })
      : answerMessage(fast, methods));
    const refusal = credentialsResponse(methods.requestError(), gate.resourceMetadata);
    if (refusal === undefined) return response;
    return challengeResponse(refusal, response, message, admission.caller.client);
  };

  return async (request, requestContext) => {
    const wrongOrigin = refuseOrigin(request, config);
    if (wrongOrigin !== undefined) return wrongOrigin;
    const url = new URL(request.url);
    const gate = gateAt(url);
    const admission = await admitBearer(request, gate);
    if (admission instanceof Response) return admission;
    if (request.method !== 'POST') return postOnly();
    const selected = readToolSelection(url.searchParams);
    if (!selected.ok) return rpcFailure(400, rpcCodes.invalidRequest, selected.problem);
    const { caller } = admission;
    const read = await readMessage(request, () => takeTurn(`${caller.tid}/${caller.oid}`));
    if (!read.ok) return read.response;
    const headers = withOneRevision(request.headers, read.message);
    const revision = headers.get('mcp-protocol-version');
    const wrongBatch = Array.isArray(read.message)
      ? await refuseBatch(read.message, { revision, admitAgain: () => admitBearer(request, gate) })
      : undefined;
    if (wrongBatch !== undefined) return wrongBatch;
    const message = normaliseMessage(read.message);
    const response = await answer(
      { request, headers, revision, message },
      {
        admission: { ...admission, caller: { ...caller, selection: selected.selection } },
        gate,
        requestContext,
      },
    );
    return finish(response, newSessionId && sessionIdFor(message, newSessionId));
  };
}

/** A message that was read and is not in a refused batch, with the headers of its request. */
type Received = {
  readonly request: Request;
  /** The request's headers, but with only one protocol revision. */
  readonly headers: Headers;
  /** The revision header; null if the client sent none. */
  readonly revision: string | null;
  readonly message: unknown;
};

/** `admission` includes the tools that the URL selects. */
type Sender = {
  readonly admission: Admission;
  readonly gate: BearerGate<Admission>;
  readonly requestContext: RequestContext;
};

function finish(response: Response, sessionId: string | undefined): Response {
  if (sessionId !== undefined && response.ok) response.headers.set('mcp-session-id', sessionId);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/**
 * Returns a 405: without sessions, there is no stream to open with GET and no session to end with DELETE (MCP
 * 2026-07-28, Streamable HTTP).
 */
function postOnly(): Response {
  const message = 'Send JSON-RPC messages by POST. This server has no streams and no sessions.';
  return rpcFailure(405, rpcCodes.transport, message, { allow: 'POST, OPTIONS' });
}

/**
 * Returns the W3C trace context in a message. Clients on revision 2026-07-28 put the trace context there, because not
 * all transports have headers.
 */
function traceparentIn(message: unknown): string | undefined {
  const meta = (message as { params?: { _meta?: { traceparent?: unknown } } } | null)?.params?._meta;
  return typeof meta?.traceparent === 'string' ? readTraceparent(meta.traceparent) : undefined;
}
