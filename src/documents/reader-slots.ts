/** Gives a seat back. */
export type Leave = () => void;

/** Lets a few in at a time, in the order in which they came. */
export type Seats = {
  /** Waits for a seat; undefined where too many wait already. Rejects with its reason when the signal aborts. */
  take(signal: AbortSignal): Promise<Leave | undefined>;
};

/** So many seats, and room for so many who wait. */
export function createSeats(seats: number, waiting: number): Seats {
  let taken = 0;
  const line: (() => void)[] = [];
  const leave = () => {
    const next = line.shift();
    if (next === undefined) taken -= 1;
    else next();
  };
  return {
    take: async (signal) => {
      signal.throwIfAborted();
      if (taken < seats) {
        taken += 1;
        return leave;
      }
      if (line.length >= waiting) return undefined;
      await turn(line, signal);
      return leave;
    },
  };
}

function turn(line: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const come = () => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    };
    const giveUp = () => {
      const place = line.indexOf(come);
      if (place >= 0) line.splice(place, 1);
      reject(signal.reason);
    };
    line.push(come);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
