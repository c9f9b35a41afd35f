import { setMaxListeners } from 'node:events';

/** The time that a request has, and the news that its client has gone. */
export type Deadline = {
  /** Aborts with a `TimeoutError` when the time is up, with an `AbortError` when the client has gone. */
  readonly signal: AbortSignal;
  /** Says that the client has gone. */
  leave(): void;
  /** Ends the watch when the answer is out; without it the timer runs to its end. */
  end(): void;
};

/** Starts a deadline of so many seconds. */
export function startDeadline(seconds: number): Deadline {
  const controller = new AbortController();
  // Each message of a batch listens; more than ten of them are no leak.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(
    () => controller.abort(new DOMException('The request took too long.', 'TimeoutError')),
    seconds * 1_000,
  );
  timer.unref();
  const end = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    leave: () => {
      end();
      controller.abort(new DOMException('The client has gone.', 'AbortError'));
    },
    end,
  };
}

/** Settles as `work` does, or rejects with the signal's reason as soon as that aborts; `work` is then left alone. */
export function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
