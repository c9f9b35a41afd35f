/** A callback of a known client. A `uri` that ends with `*` covers the paths below it. */
export type RedirectRule = { readonly client: string; readonly uri: string };

/**
 * The callbacks of well-known clients. For callbacks that were not observed, docs/client-habits.md names the sources.
 * Clients on the user's own machine use loopback and need no entry.
 */
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
  { client: 'Grok', uri: 'https://grok.com/connectors-oauth-exchange-code/' },
  { client: 'Grok', uri: 'https://console.x.ai/connectors-oauth-exchange-code/' },
  { client: 'Perplexity', uri: 'https://www.perplexity.ai/rest/connections/oauth_callback' },
  { client: 'Perplexity', uri: 'https://enterprise.perplexity.ai/rest/connections/oauth_callback' },
  { client: 'Mistral Le Chat', uri: 'https://callback.mistral.ai/v1/integrations_auth/oauth2_callback' },
  { client: 'Devin', uri: 'https://api.devin.ai/mcp/oauth/callback' },
  { client: 'Make', uri: 'https://www.make.com/oauth/cb/mcp' },
];
