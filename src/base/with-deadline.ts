import { createAbortController } from './until-aborted.ts';

/** A call was stopped from outside: its time is over, or nobody waits for it any more. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
  constructor() {
    super('The call was stopped before it was finished.');
  }
}

/** How long stopped work may take to say what it left behind, in milliseconds. */
const LAST_WORDS_MS = 250;

/**
 * Runs work for at most `ms` milliseconds, and no longer than `outer` lets it. Stopped work is heard out for a
 * moment, because it knows best what it left behind; then this rejects with `StoppedError`, whether or not the
 * work heeds its signal. No timer and no listener stays behind.
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
      timer = setTimeout(() => reject(new StoppedError()), LAST_WORDS_MS);
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

/** What most of Node's own functions throw when their signal aborts. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
