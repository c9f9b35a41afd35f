/** Parallel callers with the same key share one run of the work. Results are not cached. */
export type SingleFlight<Value> = {
  /** Joins the running work for this key, or starts it. */
  run(key: string, start: () => Promise<Value>): Promise<Value>;
  /** Returns the running work for this key, if any. */
  current(key: string): Promise<Value> | undefined;
  readonly size: number;
};

export function createSingleFlight<Value>(): SingleFlight<Value> {
  const flights = new Map<string, Promise<Value>>();
  return {
    run: (key, start) => {
      const current = flights.get(key);
      if (current !== undefined) return current;
      const flight = start().finally(() => flights.delete(key));
      flights.set(key, flight);
      return flight;
    },
    current: (key) => flights.get(key),
    get size() {
      return flights.size;
    },
  };
}

/**
 * Runs `start` on the first call and returns its promise to every caller. After a failure, the next call tries again.
 */
export function once<Value>(start: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= start().catch((error: unknown) => {
      value = undefined;
      throw error;
    });
    return value;
  };
}
