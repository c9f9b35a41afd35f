import { setTimeout as sleep } from 'node:timers/promises';

import { errorFields } from '../telemetry/error-fields.ts';
import { createLog } from '../telemetry/log.ts';
import { createLineWriter } from '../telemetry/line-writer.ts';
import type { Log } from '../telemetry/telemetry-types.ts';

/**
 * `linger` is how long a load balancer has to notice that /readyz fails; `grace` is how long running calls have to
 * finish. Both in seconds.
 */
export type StopTimes = { readonly linger: number; readonly grace: number };

/** Standard output, which carries the log and the audit trail. */
export const output = createLineWriter((text) => process.stdout.write(text));
process.on('exit', output.flush);

/** Prints to standard error why the program cannot start, one sentence per line, and exits with 1. */
export function giveUp(sentences: readonly string[]): never {
  process.stderr.write(`${sentences.map((sentence) => `portico: ${sentence}`).join('\n')}\n`);
  process.exit(1);
}

export function explainListenError(error: unknown, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop the program that uses it, or set PORT to another port.`;
  }
  if (code === 'EACCES')
    return `The current user is not allowed to open port ${port}. Set PORT to a port above 1023.`;
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT'].includes(code ?? '')) {
    return 'HOST is not an address of this machine. Set it to one, such as 0.0.0.0 or 127.0.0.1.';
  }
  return `Cannot listen on port ${port} (${code ?? 'unknown reason'}).`;
}

/**
 * Exits with one log line after an uncaught error. Also exits when standard output is closed, because a server must not
 * run without its audit trail.
 */
export function exitOnFailure(): void {
  const log = createLog({ write: output.write, level: 'error', now: Date.now });
  const fail = (event: string) => (error: unknown) => {
    log.error(event, errorFields(error));
    process.exit(1);
  };
  process.on('uncaughtException', fail('uncaught exception'));
  process.on('unhandledRejection', fail('unhandled rejection'));
  process.stdout.on('error', () => process.exit(1));
  process.stderr.on('error', () => {});
}

export type Stoppable = {
  /** Makes /readyz fail from now on. */
  drain(): void;
  /** Stops within `graceSeconds`. Returns false if running requests had to be aborted. */
  stop(graceSeconds: number): Promise<boolean>;
};

/**
 * Stops gracefully: on SIGTERM after `linger`, so that load balancers notice first; on SIGINT (Ctrl-C) immediately. A
 * second signal exits at once.
 */
export function stopOnSignal(running: Stoppable, times: StopTimes, log: Log): void {
  let stopping = false;
  const end = async (signal: 'SIGTERM' | 'SIGINT') => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping', { signal });
    running.drain();
    const linger = signal === 'SIGTERM' ? times.linger : 0;
    await sleep(linger * 1_000);
    const finished = await running.stop(times.grace);
    log.info('stopped', { finished });
    process.exit(0);
  };
  process.on('SIGTERM', () => void end('SIGTERM'));
  process.on('SIGINT', () => void end('SIGINT'));
}
