import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

import type { StandIns } from '../../src/standins/start.ts';
import { demoTenant } from '../../src/standins/tenant/people.ts';
import { freePort } from '../../test/kit/free-port.ts';
import { workers, type Worker } from './crowd.ts';
import type { Answer, Candidate } from './mix.ts';

const ENTRY = 'bench/peer/node_modules/@softeria/ms-365-mcp-server/dist/index.js';
const TOOLS = '^(list-mail-folder-messages|get-calendar-view|get-current-user|send-mail)$';
const START_DEADLINE_MS = 30_000;

export type Peer = { readonly pid: number; isRunning(): boolean; stop(): void };

/** Returns whether the peer is installed. */
export function hasPeer(): boolean {
  return existsSync(ENTRY);
}

/**
 * Starts Softeria's ms-365-mcp-server with these stand-ins, configured for speed: only the four tools that are called,
 * no rate limit, and the same timeout as Portico. The peer accepts Entra tokens.
 */
export async function startPeer(
  standIns: StandIns,
  deadlineSeconds: number,
): Promise<{ candidate: Candidate; server: Peer }> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const args = ['--http', `127.0.0.1:${port}`, '--org-mode', '--obo', '--enabled-tools', TOOLS];
  const child = spawn(process.execPath, ['--import', './bench/peer/redirect.js', ENTRY, ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['TMPDIR'] ?? '/tmp',
      NODE_ENV: 'production',
      BENCH_ENTRA: standIns.entra.origin,
      BENCH_GRAPH: standIns.graph.origin,
      MS365_MCP_CLIENT_ID: demoTenant.clientId,
      MS365_MCP_TENANT_ID: demoTenant.id,
      MS365_MCP_CLIENT_SECRET: standIns.entra.clientSecret,
      MS365_MCP_RATE_LIMIT_DISABLED: 'true',
      MS365_MCP_GRAPH_TIMEOUT_MS: String(deadlineSeconds * 1_000),
      LOG_LEVEL: 'error',
      SILENT: 'true',
    },
    stdio: 'ignore',
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const server = { pid: child.pid ?? 0, isRunning, stop: () => void child.kill('SIGKILL') };
  try {
    await answering(origin, isRunning);
  } catch (error) {
    server.stop();
    throw error;
  }
  const tokens = new Map<Worker, string>();
  for (const worker of workers) tokens.set(worker, await standIns.entra.accessTokenFor(worker.person.alias));
  return { server, candidate: { name: 'Softeria', origin, tokens, call, reportedOutcome } };
}

async function answering(origin: string, isRunning: () => boolean): Promise<void> {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (isRunning() && performance.now() < deadline) {
    const answer = await fetch(origin).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The peer did not start.');
}

const call: Candidate['call'] = (operation, { address }, subject) => {
  switch (operation) {
    case 'mail':
      return {
        name: 'list-mail-folder-messages',
        arguments: { mailFolderId: 'inbox', top: 10, select: 'id,subject,from,receivedDateTime,isRead' },
      };
    case 'calendar':
      return {
        name: 'get-calendar-view',
        arguments: {
          startDateTime: '2026-11-23T00:00:00Z',
          endDateTime: '2026-11-28T00:00:00Z',
          top: 10,
          select: 'id,subject,start,end,location,organizer',
        },
      };
    case 'profile':
      return { name: 'get-current-user', arguments: {} };
    default:
      return { name: 'send-mail', arguments: { body: letter(address, subject) } };
  }
};

function letter(address: string, subject: string): object {
  return {
    message: {
      subject,
      body: { contentType: 'text', content: 'A note to myself.' },
      toRecipients: [{ emailAddress: { address } }],
    },
    saveToSentItems: true,
  };
}

/** The peer never reports an outcome as unknown. */
function reportedOutcome({ isError }: Answer): 'sent' | 'not sent' {
  return isError ? 'not sent' : 'sent';
}
