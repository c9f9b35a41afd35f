/** A callback of a known client. A `uri` that ends with `*` covers the paths below it. */
export type RedirectRule = { readonly client: string; readonly uri: string };

/** The callbacks of well-known clients. Clients on the user's own machine use loopback and need no entry. */
export const knownClients: readonly RedirectRule[] = [
  { client: 'Claude', uri: 'https://claude.ai/api/mcp/auth_callback' },
  { client: 'Claude', uri: 'https://claude.com/api/mcp/auth_callback' },
  { client: 'Claude', uri: 'claude://claude.ai/mcp-auth-callback/sdk' },
  { client: 'ChatGPT', uri: 'https://chatgpt.com/connector/oauth/*' },
  { client: 'ChatGPT', uri: 'https://chatgpt.com/connector_platform_oauth_redirect' },
  { client: 'Microsoft Copilot Studio', uri: 'https://global.consent.azure-apim.net/redirect' },
  { client: 'Microsoft Copilot Studio', uri: 'https://global.consent.azure-apim.net/redirect/*' },
  { client: 'Microsoft 365 Copilot', uri: 'https://teams.microsoft.com/api/platform/v1.0/oAuthRedirect' },
  { client: 'Visual Studio Code', uri: 'https://vscode.dev/redirect' },
  { client: 'Visual Studio Code Insiders', uri: 'https://insiders.vscode.dev/redirect' },
  // Cursor registers both of these URIs in one request, together with a loopback URI.
  { client: 'Cursor', uri: 'cursor://anysphere.cursor-mcp/oauth/callback' },
  { client: 'Cursor', uri: 'https://www.cursor.com/agents/mcp/oauth/callback' },
  { client: 'n8n', uri: 'https://oauth.n8n.cloud/oauth2/callback' },
];
