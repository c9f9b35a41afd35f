import { parseRedirectUris } from '../redirect-uri.ts';
import type { ClientMetadata } from './document.ts';

/**
 * The metadata of clients whose website refuses some servers in data centres, keyed by client_id; docs/client-habits.md
 * names the sources. The metadata is used while the document itself cannot be fetched. This gives nobody more access:
 * the documents list these redirect URIs, and the built-in allow list contains them.
 */
export const knownDocuments: ReadonlyMap<string, ClientMetadata> = new Map([
  [
    'https://claude.ai/oauth/mcp-oauth-client-metadata',
    metadata('Claude', 'https://claude.ai/api/mcp/auth_callback'),
  ],
  [
    'https://claude.ai/oauth/claude-code-client-metadata',
    metadata('Claude Code', 'http://localhost/callback', 'http://127.0.0.1/callback'),
  ],
  [
    'https://grok.com/oauth/mcp-client.json',
    metadata(
      'Grok',
      'https://grok.com/connectors-oauth-exchange-code/',
      'https://console.x.ai/connectors-oauth-exchange-code/',
    ),
  ],
]);

function metadata(clientName: string, ...redirectUris: readonly string[]): ClientMetadata {
  return { clientName, redirectUris: parseRedirectUris(redirectUris) };
}
