// After the code is deployed: wait for it, then say what goes into each client. azd runs this; see azure.yaml.
import { run } from './hook.js';
import { isMain } from './main.js';
import { waitUntilReady } from './readiness.js';

/** @param {import('./hook.js').HookContext} context */
export async function postdeploy(context) {
  const { connectors, env, print } = context;
  if (env.INBOUND === 'private')
    print('Portico answers inside the network only, so nobody waits for it here.');
  else await waitUntilReady(context);
  print('');
  print(`MCP URL: ${env.MCP_URL}`);
  for (const line of clientLines(env.MCP_URL ?? '')) print(`  ${line}`);
  print('');
  print(await connectors(env.PORTICO_URL ?? ''));
}

/** One line per client. @param {string} url */
function clientLines(url) {
  return [
    `Copilot Studio  Tools > Add a tool > New tool > Model Context Protocol: this URL, OAuth 2.0, Dynamic discovery`,
    `Claude          Settings > Connectors > Add custom connector: this URL`,
    `ChatGPT         Settings > Apps & Connectors > Create: this URL, OAuth`,
    `VS Code         code --add-mcp '${JSON.stringify({ name: 'portico', type: 'http', url })}'`,
    `Cursor          mcp.json: ${JSON.stringify({ mcpServers: { portico: { url } } })}`,
    `Claude Code     claude mcp add --transport http portico ${url}`,
    `Gemini CLI      gemini mcp add --transport http portico ${url}`,
    `LibreChat       librechat.yaml: mcpServers.portico: { type: streamable-http, url: ${url} }`,
    `Inspector       npx @modelcontextprotocol/inspector, Streamable HTTP, this URL`,
    `everything else npx mcp-remote ${url}`,
  ];
}

if (isMain(import.meta.url)) await run(postdeploy);
