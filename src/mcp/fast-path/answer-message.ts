import { answerWith, type BufferedBody } from '../../http/buffered-body.ts';
import { cacheHint, capabilities, instructions, MODERN_REVISION } from '../server-info.ts';
import { rpcCodes, type RequestId } from '../rpc.ts';
import type { MethodOutcome, Methods } from '../methods.ts';
import type { InputRequired } from '../message/elicitation.ts';
import type { CallResult } from '../tool-result.ts';
import type { FastMessage } from './parse-message.ts';

/** Responds to a message with exactly the bytes that the SDK would send. */
export async function answerMessage(message: FastMessage, methods: Methods): Promise<Response> {
  switch (message.method) {
    case 'notifications/initialized':
      return new Response(null, { status: 202 });
    case 'ping':
      return result(message.id, {});
    case 'initialize':
      return result(message.id, {
        protocolVersion: message.revision,
        capabilities,
        serverInfo: methods.serverInfo,
        instructions,
      });
    case 'server/discover':
      return result(message.id, {
        supportedVersions: [MODERN_REVISION],
        capabilities,
        instructions,
        resultType: 'complete',
        ...cacheHint,
        ...signature(methods),
      });
    case 'tools/list':
      return answerTools(message.id, message.modern, methods);
    case 'prompts/list':
      return answerList({ prompts: await methods.listPrompts() }, message, methods);
    case 'resources/list':
      return answerList({ resources: await methods.listResources() }, message, methods);
    case 'resources/templates/list':
      return answerList({ resourceTemplates: await methods.listTemplates() }, message, methods);
    default:
      return answerCall(message, await methods.callTool(message.name, message.args), methods);
  }
}

/** Responds to tools/list. The list is cached for each set of tools; only the id differs between responses. */
async function answerTools(id: RequestId, modern: boolean, methods: Methods): Promise<Response> {
  const bytes = await methods.serialiseTools(modern ? 'modern' : 'legacy', (tools) => {
    const whole = modern ? { tools, resultType: 'complete', ...cacheHint, ...signature(methods) } : { tools };
    return `{"result":${JSON.stringify(whole)}`;
  });
  return answer([bytes, Buffer.from(`,"jsonrpc":"2.0","id":${JSON.stringify(id)}}`)]);
}

function answerList(
  list: Readonly<Record<string, unknown>>,
  { id, modern }: { readonly id: RequestId; readonly modern: boolean },
  methods: Methods,
): Response {
  return result(id, modern ? { ...list, resultType: 'complete', ...cacheHint, ...signature(methods) } : list);
}

type Call = Extract<FastMessage, { method: 'tools/call' }>;

function answerCall(
  { id, modern }: Call,
  outcome: MethodOutcome<CallResult | InputRequired>,
  methods: Methods,
): Response {
  if (!outcome.ok) {
    const { code = rpcCodes.invalidParams, message, data } = outcome;
    const error = { code, message, ...(data !== undefined && { data }) };
    return answer(JSON.stringify({ jsonrpc: '2.0', id, error }));
  }
  if (!modern) return result(id, outcome.result);
  if ('requestState' in outcome.result) return result(id, { ...outcome.result, ...signature(methods) });
  const _meta = { ...outcome.result._meta, ...signature(methods)._meta };
  return result(id, { ...outcome.result, resultType: 'complete', _meta });
}

function signature({ serverInfo }: Methods) {
  return { _meta: { 'io.modelcontextprotocol/serverInfo': serverInfo } };
}

function result(id: RequestId, value: unknown): Response {
  return answer(JSON.stringify({ result: value, jsonrpc: '2.0', id }));
}

function answer(body: BufferedBody): Response {
  return answerWith(body, new Headers({ 'content-type': 'application/json' }));
}
