import type * as Sdk from '@modelcontextprotocol/server';
import * as z from 'zod';

import { isRecord } from '../base/is-record.ts';
import { withDeadline, StoppedError } from '../base/with-deadline.ts';
import { cacheHint, capabilities, instructions, MODERN_REVISION } from './server-info.ts';
import { withPlainErrors } from './message/plain-error.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';
import type { MethodOutcome, Methods } from './methods.ts';

type ReceivedRequest = Pick<Request, 'url' | 'headers'>;

/** The SDK's time limit, and a signal that aborts when the client disconnects. */
export type SdkLimits = { readonly ms: number; readonly signal: AbortSignal };

/**
 * Lets the MCP SDK respond to a message. The SDK handles every revision and every malformed message. `message` is the
 * parsed body of `request`.
 */
export async function answerBySdk(
  request: ReceivedRequest,
  message: unknown,
  methods: Methods,
  limits: SdkLimits,
): Promise<Response> {
  try {
    return await withDeadline(limits.ms, limits.signal, () => exchange(request, message, methods));
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    return rpcFailure(503, rpcCodes.internal, 'The request timed out; try again.', {
      'retry-after': '5',
    });
  }
}

async function exchange(request: ReceivedRequest, message: unknown, methods: Methods): Promise<Response> {
  const sdk = await import('@modelcontextprotocol/server');
  const server = createServer(sdk, methods);
  const outline = new Request(request.url, { method: 'POST', headers: acceptingAnything(request.headers) });
  const answer = (await sdk.isLegacyRequest(outline, message)) ? answerLegacy : answerModern;
  return withPlainErrors(await answer(sdk, server, outline, message));
}

async function answerModern(
  sdk: typeof Sdk,
  server: Sdk.Server,
  request: Request,
  parsedBody: unknown,
): Promise<Response> {
  return sdk.createMcpHandler(() => server, { legacy: 'reject' }).fetch(request, { parsedBody });
}

/**
 * Lets the SDK respond to messages of older revisions. By default, the SDK would respond with event streams; this
 * transport responds with JSON.
 */
async function answerLegacy(
  sdk: typeof Sdk,
  server: Sdk.Server,
  request: Request,
  parsedBody: unknown,
): Promise<Response> {
  const transport = new sdk.WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  if (!Array.isArray(parsedBody)) return exchangeOnce(server, transport, request, parsedBody);
  const messages = parsedBody.filter((message: unknown) => !isCancellation(message));
  if (messages.length === 0) return new Response(null, { status: 202 });
  return asList(await exchangeOnce(server, transport, request, messages));
}

async function exchangeOnce(
  server: Sdk.Server,
  transport: Sdk.WebStandardStreamableHTTPServerTransport,
  request: Request,
  parsedBody: unknown,
): Promise<Response> {
  await server.connect(transport);
  const response = await transport.handleRequest(request, { parsedBody });
  await server.close();
  return response;
}

/**
 * Returns whether a message in a batch asks to cancel a request. Only a request in the same batch could be meant. The
 * SDK does not respond to a cancelled request, so it would hold back the batch's other responses until the deadline.
 */
function isCancellation(message: unknown): boolean {
  return isRecord(message) && message['method'] === 'notifications/cancelled' && message['id'] === undefined;
}

/**
 * Wraps the response in a list, because the SDK responds to a batch with one request as if it were not a batch
 * (JSON-RPC 2.0, section 6).
 */
async function asList(response: Response): Promise<Response> {
  if (response.status !== 200) return response;
  const answers: unknown = await response.json();
  return Response.json(Array.isArray(answers) ? answers : [answers]);
}

/**
 * Returns headers that accept both JSON and event streams. The SDK refuses clients that do not accept both, although we
 * always respond with JSON.
 */
function acceptingAnything(given: Headers): Headers {
  const headers = new Headers(given);
  headers.set('accept', 'application/json, text/event-stream');
  headers.delete('content-length');
  return headers;
}

function createServer(sdk: typeof Sdk, methods: Methods): Sdk.Server {
  const server = new sdk.Server(methods.serverInfo, {
    instructions,
    capabilities,
    cacheHints: Object.fromEntries(cacheable.map((method) => [method, cacheHint])),
  });
  const resultOf = <Result>(outcome: MethodOutcome<Result>): Result => {
    if (outcome.ok) return outcome.result;
    const { code = rpcCodes.invalidParams, message, data } = outcome;
    throw new sdk.ProtocolError(code, message, data);
  };
  server.setRequestHandler('tools/list', async () => ({
    tools: (await methods.listTools()) as unknown as Sdk.Tool[],
  }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    const result = resultOf(await methods.callTool(params.name, params.arguments));
    return 'requestState' in result ? (result as unknown as Sdk.InputRequiredResult) : result;
  });
  server.setRequestHandler('prompts/list', async () => ({
    prompts: (await methods.listPrompts()) as Sdk.Prompt[],
  }));
  server.setRequestHandler('prompts/get', async ({ params }) => {
    const prompt = resultOf(await methods.getPrompt(params.name, params.arguments ?? {}));
    return prompt as unknown as Sdk.GetPromptResult;
  });
  server.setRequestHandler('completion/complete', async ({ params }) => {
    const { values, hasMore } = await methods.complete(params);
    return { completion: { values: [...values], hasMore } };
  });
  server.setRequestHandler('resources/list', async () => ({
    resources: [...(await methods.listResources())],
  }));
  server.setRequestHandler('resources/templates/list', async () => ({
    resourceTemplates: [...(await methods.listTemplates())],
  }));
  server.setRequestHandler('resources/read', async ({ params }) => {
    const { contents } = resultOf(await methods.readResource(params.uri));
    return { contents: contents as Sdk.ReadResourceResult['contents'] };
  });
  answerSkills(server, methods, resultOf);
  return server;
}

const cacheable = [
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'server/discover',
] as const;

const pageParams = z.looseObject({ cursor: z.string().optional() }).optional();
const uriParams = z.looseObject({ uri: z.string() });

/**
 * Handles the methods of skills over MCP (SEP-2640), which the SDK does not provide for the kind of server that
 * we use.
 */
function answerSkills(
  server: Sdk.Server,
  methods: Methods,
  resultOf: <Result>(outcome: MethodOutcome<Result>) => Result,
): void {
  const hint = () => (server.getNegotiatedProtocolVersion() === MODERN_REVISION ? cacheHint : {});
  server.setRequestHandler('skills/list', { params: pageParams }, async () => ({
    skills: await methods.listSkills(),
    ...hint(),
  }));
  server.setRequestHandler('skills/get', { params: uriParams }, async ({ uri }) => ({
    skill: resultOf(await methods.getSkill(uri)),
    ...hint(),
  }));
}
