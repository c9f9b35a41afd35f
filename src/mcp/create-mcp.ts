import type { Calls } from '../calls/calls.ts';
import type { Catalogue } from '../calls/catalogue/tool-catalogue.ts';
import type { Config } from '../config/config.ts';
import { resourceMetadataUrl } from '../http/bearer.ts';
import type { Handler } from '../http/request-context.ts';
import type { Admission } from '../policy/caller.ts';
import { resourceSuffix } from '../tools/selection-query.ts';
import { createEndpoint } from './endpoint.ts';
import { createMethods } from './methods.ts';
import { createComplete } from './prompts/completions.ts';
import { createReadResource } from './resources/resources.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';
import type { ServerInfo } from './server-info.ts';
import { createSkills } from './skills/skills.ts';

export type McpDependencies = {
  readonly config: Pick<Config, 'publicUrl' | 'allowedOrigins' | 'requestDeadlineSeconds'>;
  readonly serverInfo: ServerInfo;
  /** See `BearerGate`. */
  readonly authenticate: (token: string) => Promise<Admission>;
  readonly catalogue: Catalogue;
  readonly calls: Calls;
  /** Enables the fast path, which handles common messages without the SDK; true by default. */
  readonly fastPath?: boolean;
  /** See `EndpointDependencies`. */
  readonly newSessionId?: (() => string) | undefined;
};

/**
 * Creates the handlers for `/mcp` and `/sse`. For clients, these are two resources (RFC 9728, section 3.3), and each
 * has a challenge that points to its own metadata. `/sse` is named after the HTTP+SSE transport, which is not
 * implemented.
 */
export function createMcp(dependencies: McpDependencies): { readonly mcp: Handler; readonly sse: Handler } {
  const { config, serverInfo, authenticate, catalogue, calls, fastPath = true, newSessionId } = dependencies;
  const { publicUrl } = config;
  const readResource = createReadResource({ catalogue, runTool: calls.runTool });
  const methodsFor = createMethods({
    serverInfo,
    visibleTools: calls.visibleTools,
    listedTools: calls.listedTools,
    callTool: calls.callTool,
    readResource,
    complete: createComplete({ catalogue, runTool: calls.runTool }),
    skills: createSkills(),
  });
  const endpointAt = (path: '/mcp' | '/sse'): Handler => {
    const gateAt = (url: URL) => ({
      resourceMetadata: resourceMetadataUrl(publicUrl, path, resourceSuffix(url)),
      authenticate,
    });
    return createEndpoint({ config, gateAt, methodsFor, fastPath, newSessionId });
  };
  const mcp = endpointAt('/mcp');
  const sse = endpointAt('/sse');
  return {
    mcp,
    sse: async (request, requestContext) =>
      request.method === 'POST' ? sse(request, requestContext) : noStreams(publicUrl),
  };
}

function noStreams(publicUrl: string): Response {
  const message = `This server has no event streams. Give your app the address ${publicUrl}/mcp (Streamable HTTP).`;
  return rpcFailure(405, rpcCodes.transport, message, { allow: 'POST, OPTIONS' });
}
