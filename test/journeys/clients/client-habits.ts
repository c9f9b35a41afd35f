/** A request that a client sends before it has a token: a message, a probe, or a fetch of a metadata document. */
export type Ask = 'POST' | 'GET' | 'HEAD' | 'resource' | 'server';

export type Revision = '2026-07-28' | '2025-11-25' | '2025-06-18' | '2025-03-26';

/** The observable behaviour of one client. */
export type Habits = {
  readonly name: string;
  readonly userAgent: string;
  /**
   * The first revision that the client offers. With 2026-07-28 the client sends server/discover; with an earlier
   * revision it sends initialize.
   */
  readonly speaks: Revision;
  /** All requests before the client's first token, in order. */
  readonly asks: readonly Ask[];
  /** `{port}` stands for a port that changes with every start. */
  readonly redirectUri: string;
  /** Registrations per sign-in; 0 if an administrator configures the client's id. */
  readonly registrations: 0 | 1 | 2;
  /** Metadata that the client registers in addition to redirect URI, name, grants and authentication method. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where the client gets the scopes that it requests. */
  readonly scopeFrom: 'challenge' | 'server';
  /** Whether the client refreshes before its token expires, without waiting for a 401. */
  readonly refreshesByClock: boolean;
};

const usual = {
  userAgent: 'node',
  asks: ['POST', 'resource', 'server'],
  registrations: 1,
  fields: {},
  scopeFrom: 'challenge',
  refreshesByClock: false,
} as const;
const twice = ['resource', 'server', 'resource', 'server'] as const;
const native = { application_type: 'native' } as const;

/** The sixteen observed clients. */
export const habits: readonly Habits[] = [
  {
    ...usual,
    name: 'AI SDK',
    userAgent: 'ai-sdk/2.0.99 node.js/24',
    speaks: '2026-07-28',
    asks: ['POST', ...twice],
    redirectUri: 'http://localhost:33423/callback',
    fields: native,
  },
  {
    ...usual,
    name: 'Claude Code',
    userAgent: 'claude-code/2.1.329 (sdk-cli)',
    speaks: '2026-07-28',
    asks: ['POST', ...twice, 'resource', 'server'],
    redirectUri: 'http://localhost:{port}/callback',
    fields: native,
    refreshesByClock: true,
  },
  {
    ...usual,
    name: 'Codex',
    userAgent: 'codex-mcp-client/0.169.0',
    speaks: '2025-06-18',
    asks: [1, 2, 3, 4].flatMap(() => ['GET', 'resource', 'server'] as const),
    redirectUri: 'http://127.0.0.1:{port}/callback',
    fields: native,
    refreshesByClock: true,
  },
  {
    ...usual,
    name: 'GitHub Copilot CLI',
    userAgent: 'copilot-cli/1.0.102',
    speaks: '2026-07-28',
    asks: ['POST', 'resource', 'POST', 'server'],
    redirectUri: 'http://127.0.0.1:{port}/',
  },
  {
    ...usual,
    name: 'Gemini CLI MCP Client',
    speaks: '2025-06-18',
    asks: ['POST', 'HEAD', 'resource', 'server'],
    redirectUri: 'http://localhost:{port}/oauth/callback',
    scopeFrom: 'server',
    refreshesByClock: true,
  },
  {
    ...usual,
    name: 'MCP Inspector (CLI)',
    speaks: '2025-11-25',
    redirectUri: 'http://127.0.0.1:6276/oauth/callback',
    fields: { ...native, client_uri: 'https://github.com/modelcontextprotocol/inspector' },
  },
  {
    ...usual,
    name: 'MCP Inspector (web)',
    speaks: '2026-07-28',
    redirectUri: 'http://127.0.0.1:6474/oauth/callback',
    fields: { ...native, client_uri: 'https://github.com/modelcontextprotocol/inspector' },
  },
  {
    ...usual,
    name: 'LangChain',
    speaks: '2025-11-25',
    redirectUri: 'http://localhost:33424/callback',
  },
  {
    ...usual,
    name: 'Mastra',
    speaks: '2026-07-28',
    asks: ['server', 'POST', 'resource', 'server'],
    redirectUri: 'http://localhost:33425/oauth/callback',
    registrations: 0,
  },
  {
    ...usual,
    name: 'MCP CLI Proxy',
    userAgent: 'undici',
    speaks: '2025-11-25',
    asks: ['GET', 'resource', 'server', 'GET', 'POST', 'resource', 'server'],
    redirectUri: 'http://localhost:{port}/oauth/callback',
    fields: {
      ...native,
      software_id: '2e6dc280-f3c3-4e01-99a7-8181dbd1d23d',
      software_version: '0.15.1',
    },
    refreshesByClock: true,
  },
  {
    ...usual,
    name: 'mcporter',
    speaks: '2025-11-25',
    asks: ['POST', ...twice],
    redirectUri: 'http://127.0.0.1:{port}/callback',
    refreshesByClock: true,
  },
  {
    ...usual,
    name: 'OpenAI Agents',
    speaks: '2026-07-28',
    redirectUri: 'http://localhost:33426/callback',
    fields: native,
  },
  {
    ...usual,
    name: 'OpenCode',
    userAgent: 'opencode/1.18.33',
    speaks: '2025-11-25',
    asks: ['POST', 'resource', 'server', 'POST', ...twice],
    redirectUri: 'http://127.0.0.1:19876/mcp/oauth/callback',
    registrations: 2,
    fields: { client_uri: 'https://opencode.ai' },
  },
  {
    ...usual,
    name: 'MCP SDK v1',
    speaks: '2025-11-25',
    redirectUri: 'http://localhost:33421/callback',
  },
  {
    ...usual,
    name: 'MCP SDK v2 (legacy)',
    speaks: '2025-11-25',
    redirectUri: 'http://localhost:33422/callback',
    fields: native,
  },
  {
    ...usual,
    name: 'MCP SDK v2 (auto)',
    speaks: '2026-07-28',
    redirectUri: 'http://localhost:33422/callback',
    fields: native,
  },
];

export function habitsOf(name: string): Habits {
  const found = habits.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no client named ${name}`);
  return found;
}
