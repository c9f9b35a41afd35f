import { createAbortController } from '../base/until-aborted.ts';

/** The deadline of a request. It also aborts the request if the client disconnects. */
export type Deadline = {
  /** Aborts with a `TimeoutError` when the time is up, or with an `AbortError` when the client disconnects. */
  readonly signal: AbortSignal;
  /** Call when the client disconnects. */
  leave(): void;
  /** Stops the timer. Call when the response has been sent. */
  end(): void;
};

/**
 * Added to the app's own deadline as a safety margin when a host waits for a response. On Azure, the sum stays below the
 * platform's limit of 230 s.
 */
export const ANSWER_MARGIN_SECONDS = 5;

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
      controller.abort(new DOMException('The client disconnected.', 'AbortError'));
    },
    end,
  };
}
