import { setMaxListeners } from 'node:events';

/** Settles like `work`, or rejects with the signal's reason if the signal aborts first. The work itself continues. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/**
 * Runs `work` for at most `ms` milliseconds, then aborts its signal and rejects with the error from `late`, even if the
 * work ignores the signal.
 */
export async function withTimeout<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => Error = () => new Error(`no response within ${ms} ms`),
): Promise<T> {
  const controller = createAbortController();
  const timer = setTimeout(() => controller.abort(late()), ms);
  try {
    return await untilAborted(work(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Creates a controller whose signal can have any number of listeners. By default, Node warns of a memory leak if there
 * are more than ten.
 */
export function createAbortController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
