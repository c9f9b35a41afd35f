/** A task that runs for many people, with limited concurrency. */
export type Crowd<T> = {
  /** Resolves when the first runs are done and the remaining runs are in progress. */
  readonly underWay: Promise<void>;
  /** Resolves when all runs are done, with results and duration in seconds; never rejects. */
  readonly finished: Promise<{
    readonly done: readonly T[];
    readonly failures: readonly string[];
    readonly seconds: number;
  }>;
};

/** Number of people, concurrency, and the number of finished runs after which `underWay` resolves. */
export type CrowdSize = { readonly count: number; readonly inFlight: number; readonly underWayAt: number };

/** Runs the task for everybody. Failures are collected and do not stop the remaining runs. */
export function startCrowd<T>(size: CrowdSize, part: (number: number) => Promise<T>): Crowd<T> {
  const { count, inFlight, underWayAt } = size;
  const begun = performance.now();
  const done: T[] = [];
  const failures: string[] = [];
  let next = 0;
  let enough: () => void = () => {};
  const underWay = new Promise<void>((resolve) => {
    enough = resolve;
  });

  const worker = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      try {
        // oxlint-disable-next-line no-await-in-loop -- a worker is sequential
        done.push(await part(number));
      } catch (error) {
        failures.push(`${number}: ${String(error)}`);
      }
      if (done.length + failures.length >= underWayAt) enough();
    }
  };
  const finished = Promise.all(Array.from({ length: inFlight }, worker)).then(() => ({
    done,
    failures,
    seconds: (performance.now() - begun) / 1_000,
  }));
  return { underWay, finished };
}
