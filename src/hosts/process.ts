import { setTimeout as sleep } from 'node:timers/promises';

import { errorFields } from '../http/response/error-fields.ts';
import { createLog } from '../telemetry/log.ts';
import type { Log } from '../telemetry/telemetry-types.ts';

/** How long a stop may take, in seconds: probes see readyz fail, running calls finish, then all is cut. */
export type StopTimes = { readonly linger: number; readonly grace: number };

/** Writes one line to standard output, which carries the log and the audit trail. */
export function writeOut(line: string): void {
  process.stdout.write(line);
}

/** Says on standard error why the program cannot start, a sentence a line, and ends it. */
export function giveUp(sentences: readonly string[]): never {
  process.stderr.write(`${sentences.map((sentence) => `portico: ${sentence}`).join('\n')}\n`);
  process.exit(1);
}

/** The sentence for an address that cannot be listened on. */
export function explainListenError(error: unknown, port: number): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop the program that has it, or set PORT to another one.`;
  }
  if (code === 'EACCES') return `Port ${port} may not be opened by this user. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAFNOSUPPORT') {
    return 'HOST is no address of this machine. Set it to one that is, such as 0.0.0.0 or 127.0.0.1.';
  }
  return `Cannot listen on port ${port} (${code ?? 'unknown reason'}).`;
}

/**
 * Ends the process after an error that nothing caught, with one log line, and when nobody reads its output any
 * more: a server whose audit trail goes nowhere does not go on.
 */
export function exitOnFailure(): void {
  const log = createLog({ write: writeOut, level: 'error', now: Date.now });
  const fail = (event: string) => (error: unknown) => {
    log.error(event, errorFields(error));
    process.exit(1);
  };
  process.on('uncaughtException', fail('uncaught exception'));
  process.on('unhandledRejection', fail('unhandled rejection'));
  process.stdout.on('error', () => process.exit(1));
  process.stderr.on('error', () => {});
}

/** What is ended when the process is told to. */
export type Stoppable = {
  /** From now on readiness says no. */
  drain(): void;
  /** Ends within so many seconds; false when something had to be cut. */
  stop(graceSeconds: number): Promise<boolean>;
};

/**
 * Ends in good order: at SIGTERM after lingering, so that a load balancer notices first; at SIGINT, which a person
 * sends, without. A second signal ends at once.
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
