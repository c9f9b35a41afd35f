import type { RequestContext } from '../http/request-context.ts';
import { resourceMetadataUrl } from '../http/bearer.ts';
import { mcp } from './endpoint.ts';
import type { McpNeeds } from './mcp-needs.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';

/**
 * The MCP endpoint under a second path, for configurations that come from servers which had one there. It is a
 * resource of its own to clients (RFC 9728, 3.3); the transport that once gave the path its name is not spoken.
 */
export async function sse(
  request: Request,
  needs: McpNeeds,
  requestContext: RequestContext,
): Promise<Response> {
  const { publicUrl } = needs.config;
  if (request.method === 'POST') {
    return mcp(
      request,
      { ...needs, resourceMetadata: resourceMetadataUrl(publicUrl, '/sse') },
      requestContext,
    );
  }
  const message = `This server opens no event streams: give your app the address ${publicUrl}/mcp (Streamable HTTP).`;
  return rpcFailure(405, rpcCodes.transport, message, { allow: 'POST, OPTIONS' });
}
