import type { WriteLine } from './telemetry-types.ts';

export type LineWriter = {
  readonly write: WriteLine;
  /** Resolves once all lines so far are written. */
  readonly written: () => Promise<void>;
  /** Writes the waiting lines now. Call it before the process ends. */
  readonly flush: () => void;
};

/**
 * Creates a writer that collects the lines that may wait, and writes them together when the event loop has handled all
 * events that are ready (`setImmediate`). Each write is a system call, which costs more than creating the line. Under
 * load, collecting the lines avoids most of these calls.
 */
export function createLineWriter(write: (text: string) => void): LineWriter {
  let waiting = '';
  let written = Promise.resolve();
  const flush = () => {
    const text = waiting;
    waiting = '';
    if (text !== '') write(text);
  };
  const flushLater = () =>
    new Promise<void>((resolve) => {
      setImmediate(() => {
        flush();
        resolve();
      });
    });
  return {
    write: (line, { mayWait } = { mayWait: false }) => {
      if (mayWait && waiting === '') written = flushLater();
      waiting += line;
      if (!mayWait) flush();
    },
    written: () => written,
    flush,
  };
}
