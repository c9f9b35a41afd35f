import { createAbortController } from './until-aborted.ts';

/** Thrown if a call was stopped because it ran out of time or its caller disconnected. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
  constructor() {
    super('The call was stopped before it was finished.');
  }
}

/**
 * How long stopped work has to fail with its own error, in milliseconds. That error reports what the work has changed.
 */
const GRACE_MS = 250;

/**
 * Runs work for at most `ms` milliseconds, or until `outer` aborts. Stopped work then has `GRACE_MS` to fail with its
 * own error, which reports what the work has changed. After that, the promise rejects with `StoppedError`, even if the
 * work ignores its signal.
 */
export async function withDeadline<T>(
  ms: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (outer.aborted) throw new StoppedError();
  const controller = createAbortController();
  let timer: NodeJS.Timeout | undefined;
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(new StoppedError()), GRACE_MS);
      controller.abort(new StoppedError());
    };
    timer = setTimeout(stop, ms);
  });
  outer.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(controller.signal), stopped]);
  } catch (error) {
    throw isAbort(error) && controller.signal.aborted ? new StoppedError() : error;
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', stop);
  }
}

/** Whether an error is an AbortError, which most Node functions throw when their signal aborts. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
