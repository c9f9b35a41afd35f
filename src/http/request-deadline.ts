import { createAbortController } from '../base/until-aborted.ts';

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
  const controller = createAbortController();
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
