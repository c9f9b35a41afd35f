import { json } from '../base/json.js';
import { SERVER_SCHEMA } from '../release/server-json.js';

/**
 * The responses of an organisation's own MCP registry that has this server as its only entry: `servers.json` for
 * `GET /v0.1/servers` and `server.json` for `GET /v0.1/servers/{name}/versions/latest`.
 * @param {{ url: URL, version: string }} server
 * @returns {Map<string, string>} path → content
 */
export function registryFiles({ url, version }) {
  const entry = {
    server: {
      $schema: SERVER_SCHEMA,
      name: `${reversed(url.hostname)}/portico`,
      title: 'Portico',
      description: 'Microsoft 365 as the signed-in person, within what the organisation allows.',
      version,
      websiteUrl: `${url.origin}/`,
      remotes: [{ type: 'streamable-http', url: `${url.origin}/mcp` }],
    },
    _meta: { 'io.modelcontextprotocol.registry/official': { status: 'active', isLatest: true } },
  };
  return new Map([
    ['registry/servers.json', json({ servers: [entry], metadata: { count: 1 } })],
    ['registry/server.json', json(entry)],
  ]);
}

/** mcp.contoso.com → com.contoso.mcp. @param {string} host */
function reversed(host) {
  return host.split('.').toReversed().join('.');
}
