/** Something that many people do, with so many of them at it at the same time. */
export type Crowd<T> = {
  /** Resolves when some of them are through and the rest is on its way. */
  readonly underWay: Promise<void>;
  /** Resolves when all of them are through, with what came of it and how many seconds it took; never rejects. */
  readonly finished: Promise<{
    readonly done: readonly T[];
    readonly failures: readonly string[];
    readonly seconds: number;
  }>;
};

/** How many there are, how many at once, and after how many the rest counts as on its way. */
export type CrowdSize = { readonly count: number; readonly inFlight: number; readonly underWayAt: number };

/** Has everybody do their part; what fails is told and holds nobody else up. */
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
        // oxlint-disable-next-line no-await-in-loop -- a worker does one thing after the other
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
