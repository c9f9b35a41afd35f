import { answerWith } from '../../http/buffered-body.ts';
import type { CallOutcome } from '../../calls/run-tool.ts';
import { cacheHint, capabilities, instructions, MODERN_REVISION } from '../server-info.ts';
import { rpcCodes, type RequestId } from '../rpc.ts';
import type { Serving } from '../serving.ts';
import type { HotMessage } from './parse-message.ts';

/** Answers a hot message, byte for byte as the SDK would. */
export async function answerHot(message: HotMessage, serving: Serving): Promise<Response> {
  switch (message.method) {
    case 'notifications/initialized':
      return new Response(null, { status: 202 });
    case 'ping':
      return result(message.id, {});
    case 'initialize':
      return result(message.id, {
        protocolVersion: message.revision,
        capabilities,
        serverInfo: serving.serverInfo,
        instructions,
      });
    case 'server/discover':
      return result(message.id, {
        supportedVersions: [MODERN_REVISION],
        capabilities,
        instructions,
        resultType: 'complete',
        ...cacheHint,
        ...signature(serving),
      });
    case 'tools/list':
      return list(message.id, message.modern, serving);
    default:
      return called(message, await serving.call(message.name, message.args), serving);
  }
}

/** The catalogue is written once for each set of tools; only the id is new. */
function list(id: RequestId, modern: boolean, serving: Serving): Response {
  const bytes = serving.written(modern ? 'modern' : 'legacy', (tools) => {
    const whole = modern ? { tools, resultType: 'complete', ...cacheHint, ...signature(serving) } : { tools };
    return `{"result":${JSON.stringify(whole)}`;
  });
  return answer(Buffer.concat([bytes, Buffer.from(`,"jsonrpc":"2.0","id":${JSON.stringify(id)}}`)]));
}

type Call = Extract<HotMessage, { method: 'tools/call' }>;

function called(message: Call, outcome: CallOutcome, serving: Serving): Response {
  const { id, modern } = message;
  if (outcome.kind === 'http') return outcome.response;
  if (outcome.kind === 'unknown-tool') {
    const error = { code: rpcCodes.invalidParams, message: outcome.message };
    return answer(JSON.stringify({ jsonrpc: '2.0', id, error }));
  }
  return result(
    id,
    modern ? { ...outcome.result, resultType: 'complete', ...signature(serving) } : outcome.result,
  );
}

function signature({ serverInfo }: Serving): Readonly<Record<string, unknown>> {
  return { _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo } };
}

function result(id: RequestId, value: unknown): Response {
  return answer(JSON.stringify({ result: value, jsonrpc: '2.0', id }));
}

function answer(body: string | Buffer): Response {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return answerWith(bytes, new Headers({ 'content-type': 'application/json' }));
}
