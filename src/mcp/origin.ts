import type { Config } from '../config/config.ts';
import { isLoopback } from '../config/loopback.ts';
import { canonicalOrigin } from '../config/origins.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';

type OriginConfig = Pick<Config, 'publicUrl' | 'allowedOrigins'>;

/** MCP clients that call servers from the browser. */
const browserClients: ReadonlySet<string> = new Set([
  'https://claude.ai',
  'https://claude.com',
  'https://chatgpt.com',
  'https://chat.openai.com',
  'https://copilotstudio.microsoft.com',
  'https://m365.cloud.microsoft',
  'https://vscode.dev',
  'https://insiders.vscode.dev',
  'https://playground.ai.cloudflare.com',
]);

/**
 * Returns a 403 for a web page that is not allowed to call this server; undefined otherwise. A request without an
 * Origin is allowed, because it does not come from a browser (MCP 2026-07-28, Streamable HTTP).
 */
export function refuseOrigin(request: Request, config: OriginConfig): Response | undefined {
  const header = request.headers.get('origin');
  if (header === null || isAllowed(header, config)) return undefined;
  return rpcFailure(
    403,
    rpcCodes.transport,
    'Pages from this origin are not allowed to call this server (ALLOWED_ORIGINS).',
  );
}

function isAllowed(header: string, config: OriginConfig): boolean {
  const origin = header.toLowerCase();
  // An opaque origin is sent as "null". That value equals no other origin (WHATWG URL, section 4.7) and is never
  // canonical.
  if (canonicalOrigin(origin) !== origin) return false;
  if (origin === config.publicUrl || browserClients.has(origin)) return true;
  if (config.allowedOrigins.some((allowed) => canonicalOrigin(allowed) === origin)) return true;
  return isLoopbackOrigin(config.publicUrl) && isLoopbackOrigin(origin);
}

function isLoopbackOrigin(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return (protocol === 'http:' || protocol === 'https:') && isLoopback(hostname);
}
