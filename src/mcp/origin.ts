import { isLoopback, type Config } from '../config/config.ts';
import { rpcCodes, rpcFailure } from './rpc.ts';

type OriginConfig = Pick<Config, 'publicUrl' | 'allowedOrigins'>;

/** MCP clients that run in a browser and call servers from there. */
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
 * The 403 for a page that may not call this server, or undefined (MCP 2026-07-28, Streamable HTTP: a present and
 * unknown Origin is refused; programs that are no browser send none and pass).
 */
export function refuseOrigin(request: Request, config: OriginConfig): Response | undefined {
  const origin = request.headers.get('origin');
  if (origin === null || isAllowed(origin.toLowerCase(), config)) return undefined;
  return rpcFailure(
    403,
    rpcCodes.transport,
    'Pages of this origin may not call this server (ALLOWED_ORIGINS).',
  );
}

function isAllowed(origin: string, config: OriginConfig): boolean {
  if (origin === config.publicUrl || browserClients.has(origin)) return true;
  if (config.allowedOrigins.some((allowed) => originOf(allowed) === origin)) return true;
  return isLoopbackOrigin(config.publicUrl) && isLoopbackOrigin(origin);
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function isLoopbackOrigin(origin: string): boolean {
  return originOf(origin) === origin && isLoopback(new URL(origin).hostname);
}
