/**
 * Returns the README to hand out to users: the MCP URL and how to add it to each client.
 *
 * @param {URL} url
 */
export function handOut(url) {
  const mcp = `${url.origin}/mcp`;
  const code = JSON.stringify({ name: 'portico', type: 'http', url: mcp });
  const cursor = Buffer.from(JSON.stringify({ url: mcp })).toString('base64');
  return `# Connect to Portico at ${url.host}

Most clients only need the MCP URL:

    ${mcp}

The page ${url.origin}/ shows the same, with buttons to copy and to install.

| client | how |
|---|---|
| Claude | Settings, Connectors, Add custom connector: the URL above |
| ChatGPT | Settings, Apps & Connectors, Create (developer mode): the URL above, authentication OAuth |
| Copilot Studio | Tools, Add a tool, New tool, Model Context Protocol: the URL above, OAuth 2.0, Dynamic discovery |
| VS Code | [open this link](vscode:mcp/install?${encodeURIComponent(code)}), or copy \`vscode/mcp.json\` to \`.vscode/mcp.json\` |
| Cursor | [open this link](cursor://anysphere.cursor-deeplink/mcp/install?name=portico&config=${encodeURIComponent(cursor)}), or merge \`cursor/mcp.json\` into \`~/.cursor/mcp.json\` |
| Claude Code | \`claude mcp add --transport http portico ${mcp}\`, or copy \`claude-code/mcp.json\` to \`.mcp.json\` |
| Gemini CLI | \`gemini mcp add --transport http portico ${mcp}\`, or merge \`gemini-cli/settings.json\` into \`~/.gemini/settings.json\` |
| LibreChat | merge \`librechat/librechat.yaml\` |
| MCP Inspector | \`npx @modelcontextprotocol/inspector --config mcp-inspector/mcp.json --server portico\` |
| other clients | \`mcp-remote/mcp.json\`, merged into the client's configuration |
`;
}
