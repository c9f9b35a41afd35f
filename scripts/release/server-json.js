export const SERVER_SCHEMA = 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json';

/** The schema allows at most 100 characters. */
const DESCRIPTION =
  'Microsoft 365 for AI assistants: mail, calendar, files, Teams and more, as the signed-in person.';

/**
 * Returns the entry for the MCP registry. Each organisation runs its own server, so the host of the remote is a
 * variable; the package is the demo, which needs no account.
 * @param {{ repository: string, version: string, demoImage: string }} release
 */
export function serverJson({ repository, version, demoImage }) {
  return {
    $schema: SERVER_SCHEMA,
    name: `io.github.${repository}`,
    title: 'Portico',
    description: DESCRIPTION,
    repository: { url: `https://github.com/${repository}`, source: 'github' },
    version,
    packages: [
      {
        registryType: 'oci',
        identifier: `${demoImage}:${version}`,
        runtimeHint: 'docker',
        runtimeArguments: [{ type: 'named', name: '--publish', value: '127.0.0.1:7071:7071' }],
        transport: { type: 'streamable-http', url: 'http://localhost:7071/mcp' },
      },
    ],
    remotes: [
      {
        type: 'streamable-http',
        url: 'https://{host}/mcp',
        variables: {
          host: {
            description: 'The host of your organisation’s Portico server. Your IT department knows it.',
            isRequired: true,
            placeholder: 'mcp.contoso.com',
          },
        },
      },
    ],
  };
}
