import type { Environment } from '../../src/app/environment.ts';
import { createPortico, type Portico } from '../../src/app/portico.ts';
import { readConfig } from '../../src/config/config.ts';
import { defaultLimits } from '../../src/hosts/node/host-limits.ts';
import { listenNode } from '../../src/hosts/node.ts';
import { startStandIns, type StandInOptions, type StandIns } from '../../src/standins/start.ts';
import { ANSWER_MARGIN_SECONDS } from '../../src/http/request-deadline.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { sharedDemoSource } from './demo-source.ts';
import { becomeIdentityHost } from './identity-host.ts';
import { freePort } from './free-port.ts';

/** Portico on the Node host in this process, with every stand-in behind it. */
export type World = {
  readonly origin: string;
  readonly portico: Portico;
  readonly standIns: StandIns;
  /** All lines so far, from both the log and the audit trail. */
  readonly lines: readonly string[];
  close(): Promise<void>;
};

type Settings = Readonly<Record<string, string>>;

/**
 * Starts Portico; `settings` override the stand-ins' settings and may depend on them. The port is chosen in advance,
 * because PUBLIC_URL contains it.
 */
export async function startPortico(
  settings: Settings | ((standIns: StandIns) => Settings) = {},
  now: () => number = Date.now,
  network?: Environment['network'],
  options: StandInOptions = {},
): Promise<World> {
  const standIns = await startStandIns(options.people ? options : { source: sharedDemoSource(), ...options });
  const leaveIdentity = becomeIdentityHost(standIns.identity);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const read = readConfig({
    LOG_LEVEL: 'debug',
    ...standIns.settings,
    PUBLIC_URL: origin,
    ...(typeof settings === 'function' ? settings(standIns) : settings),
  });
  if (!read.ok) throw new Error(read.problems.join(' '));
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const portico = createPortico(read.config, { write, now, ...(network && { network }) });
  const host = await listenNode({
    app: portico.app,
    publicUrl: read.config.publicUrl,
    port,
    hosts: ['127.0.0.1'],
    limits: { ...defaultLimits, answer: read.config.requestDeadlineSeconds + ANSWER_MARGIN_SECONDS },
    trustedProxyHops: 0,
    log: createLog({ write, level: 'debug', now: Date.now }),
  });
  return {
    origin,
    portico,
    standIns,
    lines,
    close: async () => {
      await host.close(0);
      await portico.close();
      await standIns.close();
      leaveIdentity();
    },
  };
}

/** Sends one JSON-RPC message to /mcp like a client of revision 2025-11-25. `query` selects tools. */
export function postMcp(
  world: { readonly origin: string },
  message: unknown,
  {
    token,
    body,
    headers,
    query = '',
  }: { token?: string; body?: string; headers?: Record<string, string>; query?: string } = {},
): Promise<Response> {
  return fetch(`${world.origin}/mcp${query}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body ?? JSON.stringify(message),
  });
}

export function toolCall(name: string, args: Record<string, unknown> = {}) {
  return { jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name, arguments: args } };
}

/** Returns the text and isError of a tools/call result. */
export async function resultOf(response: Response): Promise<{ text: string; isError: boolean }> {
  const { result } = (await response.json()) as {
    result: { content: { text: string }[]; isError?: boolean };
  };
  return { text: result.content.map((part) => part.text).join('\n'), isError: result.isError === true };
}
