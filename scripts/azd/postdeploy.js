// Runs after the code is deployed (azure.yaml): waits until Portico is ready, then prints how to connect each client.
import { run } from './hook.js';
import { isMain } from './main.js';
import { waitUntilReady } from './report/readiness.js';
import { findSignInTasks, printSummary } from './report/summary.js';

/** @param {import('./hook.js').HookContext} context */
export async function postdeploy(context) {
  const { connectors, env, print } = context;
  if (env.INBOUND === 'private')
    print(
      'Portico can only be reached from inside the network, so this hook does not wait until it is ready.',
    );
  else await waitUntilReady(context);
  printSummary(context, await findSignInTasks(context));
  print('');
  print(`To connect a client to ${env.MCP_URL}:`);
  for (const line of clientLines(env.MCP_URL ?? '')) print(`  ${line}`);
  print('');
  print(await connectors(env.PORTICO_URL ?? ''));
}

/** @param {string} url */
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
    `Other clients   npx mcp-remote ${url}`,
  ];
}

if (isMain(import.meta.url)) await run(postdeploy);
