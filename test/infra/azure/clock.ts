/** Time that passes only during `sleep`. */
export type Clock = {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly pass: (ms: number) => void;
};

/** Creates a clock that starts on 21 November 2026 at noon (UTC). */
export function createClock(start = Date.UTC(2026, 10, 21, 12)): Clock {
  let time = start;
  return {
    now: () => time,
    sleep: (ms) => {
      time += ms;
      return Promise.resolve();
    },
    pass: (ms) => {
      time += ms;
    },
  };
}
