import type { LegacyTool } from './legacy-tool.ts';

/** The servers whose tools Portico can also offer under their old names. */
export const legacyServers = ['msgraph-mcp', 'm365-mcp-server', 'spotify'] as const;

export type LegacyServer = (typeof legacyServers)[number];

export type LegacyTools = {
  readonly tools: readonly LegacyTool[];
  /** Old tools without a counterpart, each with a message that says what to do instead of calling it. */
  readonly gone: Readonly<Record<string, string>>;
};

/** Loads the tools of a server. The tools are needed only if the setting names the server. */
export async function loadLegacyTools(server: LegacyServer): Promise<LegacyTools> {
  if (server === 'm365-mcp-server') {
    const { m365McpServer } = await import('./m365-mcp-server.ts');
    return { tools: m365McpServer, gone: {} };
  }
  if (server === 'spotify') {
    const { spotifyMcp } = await import('./spotify-mcp.ts');
    return { tools: spotifyMcp, gone: {} };
  }
  const { msgraphMcp, msgraphMcpGone } = await import('./msgraph-mcp.ts');
  return { tools: msgraphMcp, gone: msgraphMcpGone };
}
