/**
 * A page to hand out: the address of one server, and how each client takes it.
 *
 * @param {URL} url
 */
export function handOut(url) {
  const mcp = `${url.origin}/mcp`;
  const code = JSON.stringify({ name: 'portico', type: 'http', url: mcp });
  const cursor = Buffer.from(JSON.stringify({ url: mcp })).toString('base64');
  return `# Connect to Portico at ${url.host}

The MCP URL, which is all that most clients need:

    ${mcp}

People find the same on the page ${url.origin}/ with buttons to copy and to install.

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
| anything else | \`mcp-remote/mcp.json\` in the app's own configuration |
`;
}
