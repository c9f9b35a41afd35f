import { html, type Markup } from './layout.ts';

export type Connection = {
  readonly name: string;
  /** Whether the app runs on its vendor's servers and therefore cannot reach a server on this machine. */
  readonly hosted: boolean;
  readonly steps: readonly Markup[];
  /** A link that opens the app and adds the server. */
  readonly link?: { readonly href: string; readonly label: string };
};

/** Renders text with a copy button, which is hidden if the browser does not run JavaScript. */
export function copyable(text: string): Markup {
  return html`<div class="copyable">
    <pre><code>${text}</code></pre>
    <button type="button" class="copy" hidden>Copy</button>
  </div>`;
}

/** Returns instructions for connecting each app to this MCP URL, grouped by where the user finds the app. */
export function connections(url: string): ReadonlyMap<string, readonly Connection[]> {
  return new Map([
    ['On the web', hosted(url)],
    ['In an editor or a self-hosted chat', editors(url)],
    ['In a terminal', terminals(url)],
  ]);
}

function hosted(url: string): Connection[] {
  return [
    {
      name: 'Claude',
      hosted: true,
      steps: [
        html`On claude.ai or in the app, open <b>Settings</b>, then <b>Connectors</b>, and choose
          <b>Add custom connector</b>.`,
        html`Give it the name Portico and this URL: ${copyable(url)}`,
        html`Choose <b>Connect</b> and sign in with your work account. On a Team or Enterprise plan, an owner
          first adds the connector for everyone.`,
      ],
    },
    {
      name: 'ChatGPT',
      hosted: true,
      steps: [
        html`Open <b>Settings</b>, then <b>Apps &amp; Connectors</b>, then <b>Advanced settings</b>, and turn
          on <b>Developer mode</b>. In a workspace, an administrator must allow it first.`,
        html`Back in <b>Apps &amp; Connectors</b>, choose <b>Create</b>. Enter the name Portico, the
          authentication OAuth, and this URL: ${copyable(url)}`,
        html`Choose <b>Create</b>, sign in with your work account, and add Portico to a chat from the
          <b>+</b> menu.`,
      ],
    },
    {
      name: 'Copilot Studio',
      hosted: true,
      steps: [
        html`Open your agent's <b>Tools</b> page and choose <b>Add a tool</b>, <b>New tool</b>,
          <b>Model Context Protocol</b>.`,
        html`Give it a name, a description, and this server URL: ${copyable(url)}`,
        html`Choose <b>OAuth 2.0</b> and <b>Dynamic discovery</b>, then <b>Create</b>.`,
        html`Choose <b>Create a new connection</b>, sign in, and add the tool to the agent. The agent needs
          generative orchestration.`,
      ],
    },
  ];
}

function editors(url: string): Connection[] {
  const cursor = Buffer.from(JSON.stringify({ url })).toString('base64');
  const server = { type: 'http', url };
  return [
    {
      name: 'VS Code',
      hosted: false,
      link: {
        href: `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: 'portico', ...server }))}`,
        label: 'Add to VS Code',
      },
      steps: [
        html`Use the button and choose <b>Install</b>, or run the command
          <b>MCP: Open User Configuration</b> and put this into the file:
          ${copyable(JSON.stringify({ servers: { portico: server } }, null, 2))}`,
        html`Choose <b>Start</b>, and allow the sign-in that follows.`,
        html`Open the chat in agent mode: its tools now include Portico.`,
      ],
    },
    {
      name: 'Cursor',
      hosted: false,
      link: {
        href: `cursor://anysphere.cursor-deeplink/mcp/install?name=portico&config=${encodeURIComponent(cursor)}`,
        label: 'Add to Cursor',
      },
      steps: [
        html`Use the button, or put this into <code>~/.cursor/mcp.json</code>:
          ${copyable(JSON.stringify({ mcpServers: { portico: { url } } }, null, 2))}`,
        html`In <b>Settings</b>, under <b>MCP</b>, choose <b>Connect</b> next to portico and sign in.`,
      ],
    },
    {
      name: 'LibreChat',
      hosted: false,
      steps: [
        html`Put this into <code>librechat.yaml</code> and restart:
          ${copyable(`mcpServers:\n  portico:\n    type: streamable-http\n    url: ${url}\n    requiresOAuth: true`)}`,
        html`Choose portico in the list of MCP servers below the message box, and sign in.`,
        html`If the sign-in is refused because of the redirect URI, ask your administrator to add LibreChat's
          callback, <code>https://…/api/mcp/portico/oauth/callback</code>, to
          <code>ALLOWED_REDIRECT_URIS</code>.`,
      ],
    },
  ];
}

function terminals(url: string): Connection[] {
  const remote = { mcpServers: { portico: { command: 'npx', args: ['-y', 'mcp-remote', url] } } };
  return [
    {
      name: 'Claude Code',
      hosted: false,
      steps: [
        html`Run ${copyable(`claude mcp add --transport http portico ${url}`)}`,
        html`In Claude Code, type <code>/mcp</code>, choose portico, then <b>Authenticate</b>.`,
      ],
    },
    {
      name: 'Codex',
      hosted: false,
      steps: [
        html`Run ${copyable(`codex mcp add portico --url ${url}`)}`,
        html`Your browser opens for you to sign in. To sign in again later, run
          <code>codex mcp login portico</code>.`,
      ],
    },
    {
      name: 'GitHub Copilot CLI',
      hosted: false,
      steps: [
        html`Run ${copyable(`copilot mcp add --transport http portico ${url}`)}`,
        html`Start Copilot CLI. If your browser does not open for you to sign in, type
          <code>/mcp auth portico</code>.`,
      ],
    },
    {
      name: 'Gemini CLI',
      hosted: false,
      steps: [
        html`Run ${copyable(`gemini mcp add --transport http portico ${url}`)}`,
        html`In Gemini CLI, type <code>/mcp auth portico</code> and sign in.`,
      ],
    },
    {
      name: 'MCP Inspector',
      hosted: false,
      steps: [
        html`Run ${copyable('npx @modelcontextprotocol/inspector')}`,
        html`Choose <b>Streamable HTTP</b>, enter this URL, and choose <b>Connect</b>: ${copyable(url)}`,
      ],
    },
    {
      name: 'Any app that supports only local servers',
      hosted: false,
      steps: [
        html`Use <b>mcp-remote</b> as a bridge: put this into the app's configuration.
          ${copyable(JSON.stringify(remote, null, 2))}`,
        html`When the app starts mcp-remote, your browser will open for you to sign in.`,
      ],
    },
  ];
}
