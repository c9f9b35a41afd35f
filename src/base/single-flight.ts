/** Lets parallel callers of the same key share one piece of work. A finished or failed flight is forgotten. */
export type SingleFlight<Value> = {
  /** Joins the flight of this key, or starts one. */
  run(key: string, start: () => Promise<Value>): Promise<Value>;
  /** The flight of this key, if one is under way. */
  current(key: string): Promise<Value> | undefined;
  /** How many flights are under way. */
  readonly size: number;
};

/** Makes a group of flights. The number of flights is bounded by the number of callers; see `size`. */
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

/** Runs `start` on the first call and gives its promise to every caller; a failed start is tried again by the next call. */
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
