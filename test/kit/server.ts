import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { freePort } from './free-port.ts';

/** The built Node host in its own process. */
export type RunningServer = {
  /** The server's URL, which is the default for PUBLIC_URL. */
  readonly origin: string;
  readonly pid: number;
  /** All output so far: the log and the audit trail, at most the last million characters. */
  readonly output: () => string;
  readonly isRunning: () => boolean;
  readonly stop: () => Promise<void>;
};

/** `settings` is the server's entire environment; see docs/settings.md. */
export type ServerOptions = {
  readonly settings: Readonly<Record<string, string>>;
  /** The public origin, if it is not the server's own. */
  readonly publicUrl?: string;
  /** Path of the Node executable, if not the current one. */
  readonly node?: string;
  /** The `dist/node/serve.js` of another build. */
  readonly entry?: string;
  /** A free port by default. */
  readonly port?: number;
  /** Whether to return without waiting for the server to respond. */
  readonly immediately?: boolean;
};

const START_DEADLINE_MS = 15_000;
const OUTPUT_LIMIT = 1_000_000;
/** This relative path is correct both here and in a bundle in dist/bench/. */
const entry = fileURLToPath(new URL('../../dist/node/serve.js', import.meta.url));

/**
 * Starts `dist/node/serve.js` on 127.0.0.1 and waits until the server responds; rejects with the server's output if it
 * does not.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(options.node ?? process.execPath, [options.entry ?? entry], {
    env: {
      ...options.settings,
      PUBLIC_URL: options.publicUrl ?? origin,
      HOST: '127.0.0.1',
      PORT: String(port),
      PATH: process.env['PATH'],
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_LIMIT);
    });
  const server: RunningServer = {
    origin,
    pid: child.pid ?? 0,
    output: () => output,
    isRunning: () => isRunning(child),
    stop: () => stop(child),
  };
  if (options.immediately === true) return server;
  try {
    await untilItResponds(origin, child);
  } catch (cause) {
    await server.stop();
    throw new Error(`The server did not start:\n${output}`, { cause });
  }
  return server;
}

async function untilItResponds(origin: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (isRunning(child) && Date.now() < deadline) {
    try {
      if ((await fetch(`${origin}/healthz`)).ok) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error(
    isRunning(child)
      ? 'The server did not respond in time.'
      : `The server ended with exit code ${child.exitCode}.`,
  );
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function stop(child: ChildProcess): Promise<void> {
  if (!isRunning(child)) return Promise.resolve();
  return new Promise((resolve) => {
    const last = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(last);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
